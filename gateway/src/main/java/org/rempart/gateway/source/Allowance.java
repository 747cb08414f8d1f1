package org.rempart.gateway.source;

import java.util.concurrent.TimeUnit;

/// How much of something a source may have.
///
/// @param perSecond units that come back each second, above 0
/// @param burst units that a rested source may spend at once, 1 to [#BURST_MAX]
public record Allowance(double perSecond, int burst) {
    /// Units a second, a factor for larger budgets included: one each 100 microseconds.
    public static final double PER_SECOND_MAX = 10_000;

    /// Units at once, a factor for larger budgets included: what times in 32 bits can tell apart,
    /// for the widest prefix, too ([Ticks]).
    public static final int BURST_MAX = 1_000_000;

    /// The longest time a budget may take to come back whole, and so the longest wait told to a
    /// client.
    static final long WINDOW_NANOS_MAX = TimeUnit.DAYS.toNanos(1);

    /// A window computed in floating point may come out longer by this share of itself.
    private static final double WINDOW_ROUNDING = 1e-9;

    /// @throws IllegalArgumentException with a sentence, when out of range
    public Allowance {
        if (!(perSecond > 0 && perSecond <= PER_SECOND_MAX)) {
            throw new IllegalArgumentException(
                    "at most %.0f come back each second, and some".formatted(PER_SECOND_MAX));
        }
        if (burst < 1 || burst > BURST_MAX) {
            throw new IllegalArgumentException("a burst is 1 to %d".formatted(BURST_MAX));
        }
        if (burst / perSecond > WINDOW_NANOS_MAX / 1e9 * (1 + WINDOW_ROUNDING)) {
            throw new IllegalArgumentException("a budget comes back whole within a day");
        }
    }

    /// The time in which it comes back whole, nanoseconds.
    long windowNanos() {
        return Math.min(WINDOW_NANOS_MAX, (long) Math.ceil(burst * 1e9 / perSecond));
    }

    /// This many times as much.
    ///
    /// @throws IllegalArgumentException with a sentence, when that is out of range
    Allowance times(int factor) {
        return factor == 1
                ? this
                : new Allowance(
                        perSecond * factor,
                        Math.toIntExact(Math.min(BURST_MAX + 1L, (long) burst * factor)));
    }
}
