package org.rempart.loadtests.verdict;

/// A figure of a run that can be better or worse than in another.
///
/// @param name by which it is found again in the other run, so it does not change from one to the
///   next
/// @param unit `ms`, `s`, `%` or the like
/// @param judged whether it stands on enough to be held to what it was; otherwise it is only shown
public record Measure(String name, String unit, double value, Better better, boolean judged) {
    /// Which way it is better.
    public enum Better {
        LOWER,
        HIGHER
    }

    /// The less of it, the better.
    public static Measure lower(String name, String unit, double value, boolean judged) {
        return new Measure(name, unit, value, Better.LOWER, judged);
    }

    /// The more of it, the better.
    public static Measure higher(String name, String unit, double value, boolean judged) {
        return new Measure(name, unit, value, Better.HIGHER, judged);
    }
}
