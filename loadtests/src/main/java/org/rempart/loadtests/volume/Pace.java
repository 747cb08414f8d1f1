package org.rempart.loadtests.volume;

/// How many may go out now, at a rate. What is not used soon is lost and counted: a generator that
/// fell behind does not make up for it with a burst. Of one thread.
final class Pace {
    /// What may come at once after a delay: a few time slices of a busy machine.
    private static final double KEPT_S_MAX = 0.05;

    private final double perNano;
    private final double keptMax;
    private double kept;
    private double lost;
    private long lastNanos;

    /// @param rate each second
    /// @param least what may come at once whatever the rate
    Pace(double rate, int least, long now) {
        perNano = rate / 1e9;
        keptMax = Math.max(least, rate * KEPT_S_MAX);
        lastNanos = now;
    }

    void advance(long now) {
        kept += (now - lastNanos) * perNano;
        lastNanos = now;
        if (kept > keptMax) {
            lost += kept - keptMax;
            kept = keptMax;
        }
    }

    boolean allows(int count) {
        return kept >= count;
    }

    void use(int count) {
        kept -= count;
    }

    long lost() {
        return (long) lost;
    }
}
