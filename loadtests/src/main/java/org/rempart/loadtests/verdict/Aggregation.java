package org.rempart.loadtests.verdict;

/// How one criterion of several machines, each of which played a part of one run, becomes one.
///
/// What holds for each part holds for the whole where it is a maximum, a percentile or a rate: a
/// pooled success rate is at least the least of them, a pooled 99th percentile at most the
/// greatest, and a sum of nothings is nothing. Only what is an amount has to be added up.
///
/// @param seen the figure as a number
/// @param limit the limit as a number
public record Aggregation(Rule rule, double seen, double limit) {
    /// Of which there is no number to compare.
    public static final Aggregation NONE = new Aggregation(Rule.EACH, 0, 0);

    /// What becomes of the figures.
    public enum Rule {
        /// It has to hold on each machine, and nothing is known of which is the worst.
        EACH,
        /// It has to hold on each machine: the greatest figure is the worst.
        EACH_AT_MOST,
        /// It has to hold on each machine: the least figure is the worst.
        EACH_AT_LEAST,
        /// Figures are added up, and their limits: the sum has to be that much.
        SUM_AT_LEAST,
        /// Figures are added up: the sum has to be within the greatest limit, as all of them share
        /// what it is a limit of.
        SHARED_AT_MOST
    }

    /// @throws IllegalArgumentException when one of them is no finite number
    public Aggregation {
        if (!Double.isFinite(seen) || !Double.isFinite(limit)) {
            throw new IllegalArgumentException("no figure: %s of %s".formatted(seen, limit));
        }
    }

    /// How bad the figure is, so that those of one criterion can be compared: the greater the
    /// worse.
    public double badness() {
        return switch (rule) {
            case EACH -> 0;
            case EACH_AT_MOST, SHARED_AT_MOST -> limit > 0 ? seen / limit : seen - limit;
            case EACH_AT_LEAST, SUM_AT_LEAST -> limit > 0 ? -seen / limit : limit - seen;
        };
    }
}
