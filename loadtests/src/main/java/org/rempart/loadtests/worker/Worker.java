package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Solution;

import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One core of one source: takes a challenge, solves it, and takes the next one while the forged
/// signature is posted on another connection. A post that is refused is given up: there is always a
/// fresher one, because more is solved than is taken. Made for a virtual thread.
final class Worker {
    private final int source;
    private final Search search;
    private final Forgery forgery;
    private final BlockingQueue<KeptConnection> posts;
    private final long endNanos;

    /// Says when to begin with one more.
    interface Turn {
        /// Waits for it; false when there is none any more.
        boolean await() throws InterruptedException;
    }

    /// @param source number of the source it belongs to
    /// @param posts where it posts, one at a time on each
    /// @param endNanos when it stops, on the scale of `System.nanoTime()`
    Worker(
            int source,
            Search search,
            Forgery forgery,
            Collection<KeptConnection> posts,
            long endNanos) {
        this.source = source;
        this.search = search;
        this.forgery = forgery;
        this.posts = new ArrayBlockingQueue<>(posts.size(), false, posts);
        this.endNanos = endNanos;
    }

    /// Returns when its time is over and the last post is answered.
    void work(Turn turn) throws InterruptedException {
        try (ExecutorService posting = Executors.newVirtualThreadPerTaskExecutor()) {
            while (search.timeLeft() && turn.await()) {
                Solution solution = search.next();
                KeptConnection free =
                        solution == null
                                ? null
                                : posts.poll(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (solution != null && free != null) {
                    posting.execute(() -> {
                        forgery.post(source, free, solution);
                        posts.add(free);
                    });
                }
            }
        }
    }
}
