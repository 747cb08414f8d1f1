package org.rempart.gateway.operator;

import org.rempart.gateway.http.PublicMetrics;

/// What happens in a second, averaged over the last ten.
///
/// Ticked by one thread, read by any.
public final class Rates {
    private static final int TICKS = 10;

    private final PublicMetrics metrics;
    private final double[][] totals = new double[TICKS + 1][];
    private int ticks;
    private volatile Reading reading = new Reading(0, 0, 0, 0);

    /// Of those counters.
    public Rates(PublicMetrics metrics) {
        this.metrics = metrics;
    }

    /// Per second.
    public record Reading(double recorded, double accepted, double challenges, double refused) {}

    /// To be called once a second.
    public void tick() {
        totals[ticks % totals.length] =
                new double[] {
                    metrics.recordedTotal(),
                    metrics.acceptedTotal(),
                    metrics.challengesTotal(),
                    metrics.refusedTotal()
                };
        int span = Math.min(ticks, TICKS);
        if (span > 0) {
            double[] newest = totals[ticks % totals.length];
            double[] oldest = totals[(ticks - span) % totals.length];
            reading =
                    new Reading(
                            (newest[0] - oldest[0]) / span,
                            (newest[1] - oldest[1]) / span,
                            (newest[2] - oldest[2]) / span,
                            (newest[3] - oldest[3]) / span);
        }
        ticks++;
    }

    Reading read() {
        return reading;
    }
}
