package org.rempart.loadtests.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

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
    void await() {
        long now = System.nanoTime();
        long place = next.getAndUpdate(due -> Math.max(due, now) + gapNanos);
        if (place > now) {
            LockSupport.parkNanos(place - now);
        }
    }
}
