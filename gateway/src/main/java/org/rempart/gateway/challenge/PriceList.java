package org.rempart.gateway.challenge;

/// What a challenge costs: the base, times what the pressure makes of it, times what the source
/// itself has used up of its budgets, and never above the ceiling.
///
/// A source pays for its own record: beyond a tenth of its budget, which a household or an office
/// does not use, the price doubles with each further seventh of it, and comes down as the budget
/// comes back. One that asks for many challenges at once to solve them later pays as much as one
/// that solves each.
///
/// @param base tries at most (N) for a rested source when calm
/// @param ceiling no one is asked for more
public record PriceList(long base, long ceiling) {
    /// What a source that has used up its budget is asked for, times the price of others: with the
    /// default base 32 million, 4 s of a mid-range phone on average (4 million tries a second).
    public static final double SOURCE_FACTOR_MAX = 64;

    /// Use of a budget up to which the price stays where it is.
    private static final double USED_FREE = 0.1;

    /// The largest number that may be asked for: the secret number is below it.
    ///
    /// @param pressureFactor 1 to 64
    /// @param used how much of its budget the source has used: 0 rested, 1 all of it
    public long price(double pressureFactor, double used) {
        return Math.min(ceiling, Math.round(base * pressureFactor * sourceFactor(used)));
    }

    /// What that record makes of the price, 1 to [#SOURCE_FACTOR_MAX].
    public static double sourceFactor(double used) {
        return Math.pow(SOURCE_FACTOR_MAX, Math.clamp((used - USED_FREE) / (1 - USED_FREE), 0, 1));
    }
}
