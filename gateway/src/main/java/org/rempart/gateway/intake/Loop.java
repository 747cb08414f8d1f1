package org.rempart.gateway.intake;

/// The thread that something belongs to, and its time: an event loop in production, a simulation in
/// tests.
public interface Loop {
    /// Nanoseconds of a clock that only moves forward.
    long nanoTime();

    /// Runs `task` on the thread after that many milliseconds, at least 1.
    void after(long delayMs, Runnable task);

    /// Runs `task` on the thread, soon. May be called from any other one.
    void execute(Runnable task);
}
