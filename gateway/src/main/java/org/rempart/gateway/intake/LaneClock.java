package org.rempart.gateway.intake;

/// A lane's time: its event loop's in production, a simulation's in tests.
public interface LaneClock {
    /// Nanoseconds of a clock that only moves forward.
    long nanoTime();

    /// Runs `task` on the lane's thread after that many milliseconds, at least 1.
    void after(long delayMs, Runnable task);
}
