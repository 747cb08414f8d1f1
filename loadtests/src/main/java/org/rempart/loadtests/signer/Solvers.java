package org.rempart.loadtests.signer;

import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The processors of all simulated signers: a fixed number of threads and a bounded queue. A full
/// queue means that the generator, not the gateway, is too slow.
public final class Solvers implements AutoCloseable {
    /// A second's worth of signers at ten times a national peak.
    private static final int WAITING_MAX = 330;

    /// All those who could not come while a gateway was away, at once.
    public static final int WAITING_MAX_AFTER_CRASHES = 4_000;

    private final ThreadPoolExecutor pool;

    /// @param threads how many solve at once
    public Solvers(int threads) {
        this(threads, WAITING_MAX);
    }

    /// @param threads how many solve at once
    /// @param waitingMax how many may wait for a free one
    public Solvers(int threads, int waitingMax) {
        pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(waitingMax),
                        Thread.ofPlatform().daemon().name("solver-", 0).factory());
    }

    /// Solves, waiting for a free thread.
    ///
    /// @throws RejectedExecutionException when too many wait already
    OptionalLong solve(Challenge challenge) throws InterruptedException {
        Future<OptionalLong> solution = pool.submit(() -> new Solver().solve(challenge));
        try {
            return solution.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a search does not fail", e.getCause());
        } finally {
            solution.cancel(true);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
