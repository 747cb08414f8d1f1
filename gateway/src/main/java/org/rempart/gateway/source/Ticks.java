package org.rempart.gateway.source;

/// How the times of one budget fit in 32 bits: in ticks since a start, of the shortest power of two
/// of nanoseconds with which no difference between a stored time and now ever wraps. For a window
/// of 20 s that is 64 ns, for ten minutes 512 ns, for a day 65 microseconds.
///
/// A stored time is at most a window ahead of the clock. How far it may fall behind is bounded by
/// [Stripe], which brings all its times up to date when the clock is more than
/// [#SWEEP_INTERVAL_NANOS] away from when it last did: so differences stay within two such
/// intervals and a window.
///
/// @param shift the length of a tick, as the exponent of a power of two of nanoseconds
/// @param windowNanos no stored time is further ahead
record Ticks(int shift, long windowNanos) {
    /// Often enough for short ticks; to sweep the whole of a full table takes some 20 ms, in as
    /// many parts as it has stripes.
    static final long SWEEP_INTERVAL_NANOS = 30_000_000_000L;

    /// A window is longer than its allowance says by up to this share, once its interval is rounded
    /// up to ticks: within the bounds of an [Allowance] that of the widest prefix has 8 at least.
    private static final double WINDOW_ROUNDING = 1.125;

    static Ticks of(Allowance allowance) {
        long windowNanos = (long) (allowance.windowNanos() * WINDOW_ROUNDING);
        double spanNanos = windowNanos + 2.0 * SWEEP_INTERVAL_NANOS;
        return new Ticks(
                Math.max(0, Math.getExponent(spanNanos / Integer.MAX_VALUE) + 1), windowNanos);
    }

    /// The length of a tick, nanoseconds.
    long nanos() {
        return 1L << shift;
    }

    /// No stored time is further ahead, ticks.
    long window() {
        return windowNanos >> shift;
    }

    /// The clock's time.
    long at(long elapsedNanos) {
        return elapsedNanos >> shift;
    }

    /// A stored time whole again.
    static long stored(int kept, long now) {
        return now + (kept - (int) now);
    }

    /// How long from `elapsedNanos` until that many ticks after its own have begun, nanoseconds.
    long nanosUntil(long ticks, long elapsedNanos) {
        return ((at(elapsedNanos) + ticks) << shift) - elapsedNanos;
    }
}
