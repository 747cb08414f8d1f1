package org.rempart.loadtests.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A bound on the requests of all workers together, whatever they do. Safe for any number of
/// threads.
final class SharedPace {
    private final long gapNanos;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /// @param rate requests a second, at most
    SharedPace(int rate) {
        gapNanos = Duration.ofSeconds(1).toNanos() / rate;
    }

    /// Waits until one more may go out.
    void await() throws InterruptedException {
        long now = System.nanoTime();
        long place = next.getAndUpdate(due -> Math.max(due, now) + gapNanos);
        if (place > now) {
            Thread.sleep(Duration.ofNanos(place - now));
        }
    }
}
