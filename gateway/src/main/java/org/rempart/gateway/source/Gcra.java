package org.rempart.gateway.source;

import java.util.concurrent.TimeUnit;

/// The generic cell rate algorithm in its virtual scheduling form (ATM Forum, Traffic Management
/// Specification 4.0, af-tm-0056.000, section 4.4.3.2; ITU-T I.371, annex A.1): a leaky bucket that
/// keeps one time and needs no refill.
///
/// The stored time is the theoretical arrival time: when a client that kept exactly to the rate
/// would have used up what it was granted. A request moves it on by its cost in intervals, and
/// conforms as long as it stays no further ahead of now than the burst. So over any span of time
/// `t` no more than `burst + t / interval` is granted, and a whole burst to one who rested.
///
/// A pure function: the caller owns the clock and the stored time. Times are of [System#nanoTime]:
/// any origin, only differences count, and a wrap-around is harmless.
///
/// @param intervalNanos time in which one unit of budget comes back, at least 1
/// @param burst units that a rested client may spend at once, at least 1
record Gcra(long intervalNanos, int burst) {
    /// The longest time a budget may take to come back whole. It bounds every wait told to a
    /// client, and keeps sums of two times far from an overflow.
    static final long WINDOW_NANOS_MAX = TimeUnit.DAYS.toNanos(1);

    Gcra {
        if (intervalNanos < 1 || burst < 1 || intervalNanos > WINDOW_NANOS_MAX / burst) {
            throw new IllegalArgumentException(
                    "a budget has an interval of at least 1 ns and a burst of at least 1, and comes"
                            + " back whole within a day");
        }
    }

    /// @param ratePerSecond units that come back each second, above 0; rounded down to whole
    ///   nanoseconds between two of them, so that the rate is never exceeded
    static Gcra of(double ratePerSecond, int burst) {
        if (!(ratePerSecond > 0)) {
            throw new IllegalArgumentException("a rate is above 0");
        }
        double interval = Math.ceil(TimeUnit.SECONDS.toNanos(1) / ratePerSecond);
        return new Gcra((long) Math.max(1, interval), burst);
    }

    /// What is to be stored, and how long to wait before the same request can be granted.
    ///
    /// @param storedNanos the new stored time; unchanged in meaning when refused
    /// @param retryAfterNanos 0 when granted, else above 0 and at most the window
    record Decision(long storedNanos, long retryAfterNanos) {
        boolean isGranted() {
            return retryAfterNanos == 0;
        }
    }

    /// The time in which a budget comes back whole, nanoseconds.
    long windowNanos() {
        return intervalNanos * burst;
    }

    /// Decides on a request.
    ///
    /// A clock that stands still grants a burst and no more. One that steps back, by however much,
    /// costs a client at most its whole budget: no stored time is taken to be further ahead than a
    /// window, since none was ever written so.
    ///
    /// @param nowNanos the clock
    /// @param storedNanos what the last decision gave; `nowNanos` for a client not seen before
    /// @param cost units asked for, 1 to `burst`
    Decision decide(long nowNanos, long storedNanos, int cost) {
        if (cost < 1 || cost > burst) {
            throw new IllegalArgumentException("a cost is 1 to %d".formatted(burst));
        }
        long spentNanos = Math.clamp(storedNanos - nowNanos, 0, windowNanos());
        long wantedNanos = spentNanos + cost * intervalNanos;
        long excessNanos = wantedNanos - windowNanos();
        return excessNanos > 0
                ? new Decision(nowNanos + spentNanos, excessNanos)
                : new Decision(nowNanos + wantedNanos, 0);
    }
}
