package org.rempart.loadtests.verdict;

import org.rempart.loadtests.verdict.Criterion.Of;

/// What signers waited beside an attack, against what they waited without it, in the same run.
public final class Comparison {
    /// Fewer leave no 99th percentile to compare: it would be one or two of them. Their median is
    /// compared instead.
    private static final int P99_SIGNERS_MIN = 500;

    private Comparison() {}

    /// Whether they wait no longer than so many times what they waited without it.
    ///
    /// @param ratio how many times what they waited without
    /// @param floorMs what is below it counts as this
    public static Criterion of(
            String name,
            SignerFigures without,
            SignerFigures beside,
            double ratio,
            double floorMs) {
        boolean tail = hasTail(without) && hasTail(beside);
        Percentiles base = without.waited();
        Percentiles seen = beside.waited();
        double baseMs = Math.max(floorMs, tail ? base.p99() : base.p50());
        return Criteria.quick(
                Of.SERVICE,
                "%s (%s, %s times)".formatted(name, tail ? "p99" : "p50", times(ratio)),
                tail ? seen.p99() : seen.p50(),
                ratio * baseMs);
    }

    /// Whether there is a 99th percentile to compare.
    static boolean hasTail(SignerFigures signers) {
        return signers.acknowledged() >= P99_SIGNERS_MIN;
    }

    private static String times(double ratio) {
        return ratio == Math.rint(ratio) ? Long.toString((long) ratio) : Double.toString(ratio);
    }
}
