package org.rempart.loadtests.worker;

/// A simulated core. The gateway asks for a small part of the work, which is really done; what the
/// whole of it would have taken is waited for and written down.
///
/// @param triesPerSecond how fast it solves
/// @param scale how many times less the gateway asks for
public record Core(double triesPerSecond, int scale) {
    /// A server's core with AVX-512: 67 to 92 million measured.
    private static final double FAST_TRIES_A_SECOND = 80e6;

    /// A fast one. Of 4,000 such solutions a second, at the highest price, one real core does all.
    public static final Core FAST = new Core(FAST_TRIES_A_SECOND, 10_000);

    /// The price of a gateway that is as it comes.
    public static final double BASE = 500_000;

    /// A fast one, for a gateway whose usual price is another: as many times less is really done as
    /// it asks for less.
    ///
    /// @param base what it asks for when it is calm, tries at most
    public static Core fast(double base) {
        return new Core(
                FAST_TRIES_A_SECOND, Math.clamp(Math.round(BASE / Math.max(1, base)), 1, 500_000));
    }

    /// CPU time of a search from 0 upward, in nanoseconds. A number stands for as many as the
    /// scale, so that its search ends in their middle on average.
    ///
    /// @param number the number it found
    long nanos(long number) {
        return Math.round((number + 0.5) * scale / triesPerSecond * 1e9);
    }
}
