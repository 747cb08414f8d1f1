package org.rempart.gateway.source;

/// The generic cell rate algorithm in its virtual scheduling form (ATM Forum, Traffic Management
/// Specification 4.0, af-tm-0056.000, section 4.4.3.2; ITU-T I.371, annex A.1): a leaky bucket that
/// keeps one time and needs no refill.
///
/// The stored time is the theoretical arrival time: when a client that kept exactly to the rate
/// would have used up what it was granted. A request moves it on by an interval, and conforms as
/// long as it stays no further ahead of now than the burst. So over any span of time `t` no more
/// than `burst + t / interval` is granted, and a whole burst to one who rested.
///
/// Pure functions: the caller owns the clock and the stored time. Times are whole numbers of a unit
/// that the caller chooses: any origin, only differences count, and a wrap-around is harmless. A
/// client not seen before has `now` stored.
///
/// A clock that stands still grants a burst and no more. One that steps back, by however much,
/// costs a client at most its whole budget: no stored time is taken to be further ahead than a
/// window, since none was ever written so.
///
/// @param interval time in which one unit of budget comes back, at least 1
/// @param burst units that a rested client may spend at once, at least 1
record Gcra(long interval, int burst) {
    Gcra {
        if (interval < 1 || burst < 1 || interval > Long.MAX_VALUE / 4 / burst) {
            throw new IllegalArgumentException(
                    "a budget has an interval and a burst of at least 1, and a window that fits");
        }
    }

    /// A budget whose rate is that of the allowance or, by less than one unit of time between two
    /// requests, lower.
    ///
    /// @param factor how many times the allowance
    /// @param unitNanos the unit of time
    static Gcra of(Allowance allowance, int factor, long unitNanos) {
        double interval = 1e9 / unitNanos / allowance.perSecond() / factor;
        return new Gcra(
                (long) Math.max(1, Math.ceil(interval)),
                Math.multiplyExact(allowance.burst(), factor));
    }

    /// The time in which a budget comes back whole.
    long window() {
        return interval * burst;
    }

    /// How long until one unit conforms, if nothing else is granted until then: 0 when it does now,
    /// else at most the window.
    ///
    /// @param share how much of the burst may be used, above 0 to 1; one unit always
    long wait(long now, long stored, double share) {
        long limit = share == 1 ? window() : Math.max(interval, (long) (window() * share));
        return Math.max(0, debt(now, stored) + interval - limit);
    }

    /// What to store when a unit is charged, whether it conforms or not.
    long charged(long now, long stored) {
        return now + debt(now, stored) + interval;
    }

    /// What to store when a unit is given back.
    long refunded(long now, long stored) {
        return now + Math.max(0, debt(now, stored) - interval);
    }

    /// The share of the burst that is used up, 0 to 1.
    double used(long now, long stored) {
        return (double) debt(now, stored) / window();
    }

    private long debt(long now, long stored) {
        return Math.clamp(stored - now, 0, window());
    }
}
