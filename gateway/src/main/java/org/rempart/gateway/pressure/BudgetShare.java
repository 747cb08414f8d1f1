package org.rempart.gateway.pressure;

import java.util.concurrent.TimeUnit;

/// How much of its burst a source may use now: all of it in quiet times, a tenth under a flood. So
/// those who have asked for most in the last seconds are turned away first, and who has just come
/// is served.
///
/// It falls and rises as a sender's window does (additive increase, multiplicative decrease: Chiu
/// and Jain, Computer Networks and ISDN Systems 17, 1989): halved at least for each interval in
/// which the event loops stand late, cut to a fifth where they are five times as late as they may
/// be, and given back slowly, because what is given back at once comes back at once as a flood.
final class BudgetShare {
    /// The standing delay of an event loop from which it is overloaded. CoDel's target (RFC 8289)
    /// is half as much, of the least delay and not of the mean.
    static final long TARGET_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /// A visit takes a dozen requests; this leaves forty of the default burst.
    static final double LEAST = 0.1;

    /// A flood that begins has a burst to use from each of its sources, and stands at ten times the
    /// target within the first interval: to be halved four times takes half a second of it.
    private static final double DECREASE_MOST = 0.5;

    /// For each interval of a tenth of a second: the whole burst comes back in 100 s.
    private static final double INCREASE = 0.001;

    private double share = 1;

    /// Takes the standing delay of an interval into account.
    double next(long standingNanos) {
        share =
                standingNanos > TARGET_NANOS
                        ? Math.max(LEAST, share * decrease(standingNanos))
                        : Math.min(1, share + INCREASE);
        return share;
    }

    private static double decrease(long standingNanos) {
        return Math.min(DECREASE_MOST, (double) TARGET_NANOS / standingNanos);
    }
}
