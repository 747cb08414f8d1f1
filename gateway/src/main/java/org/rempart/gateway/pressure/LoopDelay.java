package org.rempart.gateway.pressure;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How late one event loop is: the wait between a socket that has something to say and the handler
/// that hears it.
///
/// A probe is due every [#PROBE_INTERVAL_MS], and how late it runs is a sample of that wait. Over
/// [#INTERVAL_MS], the interval of CoDel (RFC 8289, section 4.2), the mean is taken where CoDel
/// takes the least: packets stand in one queue, but a loop serves its sockets in rounds and a probe
/// falls anywhere in one, so the least of ten says nothing of a round's length and the mean says
/// half of it.
///
/// Written by the loop it is about, read by any thread.
public final class LoopDelay {
    /// Milliseconds between two probes: a hundred a second cost nothing that can be measured.
    public static final long PROBE_INTERVAL_MS = 10;

    /// Milliseconds over which delays are averaged. A single long task is no standing delay.
    public static final long INTERVAL_MS = 100;

    private final LongSupplier nanoTime;
    private long sumNanos;
    private long probes;
    private long intervalSince;
    private volatile long meanNanos;
    private volatile long dueAt;

    /// @param nanoTime as [System#nanoTime]
    LoopDelay(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.intervalSince = nanoTime.getAsLong();
        this.dueAt = intervalSince + TimeUnit.MILLISECONDS.toNanos(PROBE_INTERVAL_MS);
    }

    /// To be called on the loop when a probe runs; the next one is due [#PROBE_INTERVAL_MS] later.
    public void probed() {
        long now = nanoTime.getAsLong();
        sumNanos += Math.max(0, now - dueAt);
        probes++;
        if (now - intervalSince >= TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS)) {
            meanNanos = sumNanos / probes;
            sumNanos = 0;
            probes = 0;
            intervalSince = now;
        }
        dueAt = now + TimeUnit.MILLISECONDS.toNanos(PROBE_INTERVAL_MS);
    }

    /// The mean delay of the last interval, nanoseconds; for a loop that hangs, how long it has.
    long standingNanos() {
        long lateNanos = nanoTime.getAsLong() - dueAt;
        boolean hangs = lateNanos > TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS);
        return hangs ? Math.max(lateNanos, meanNanos) : meanNanos;
    }
}
