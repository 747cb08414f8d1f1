package org.rempart.loadtests.crash;

import org.rempart.loadtests.target.MetricsPage;
import org.rempart.loadtests.verdict.InDoubt;

import java.util.HashMap;
import java.util.Map;

/// What one gateway counted in all its lives. A killed one takes its counters with it: so they are
/// looked at often, and just before a kill, and what was counted after the last look is lost. The
/// sums are lower bounds.
///
/// Safe for any number of threads.
final class LifeCounters {
    private static final String BATCHES = "rempart_intake_in_doubt_batches_total";
    private static final String ROWS = "rempart_intake_in_doubt_rows_total";

    private Map<String, Double> present = Map.of();
    private final Map<String, Double> earlier = new HashMap<>();

    /// A look at the present life. A counter that fell tells of a new one that nobody announced.
    synchronized void seen(MetricsPage page) {
        Map<String, Double> now = new HashMap<>();
        page.samples()
                .forEach((series, value) -> {
                    if (series.startsWith(BATCHES) || series.startsWith(ROWS)) {
                        now.put(series, value);
                    }
                });
        boolean fell =
                present.entrySet().stream()
                        .anyMatch(sample ->
                                now.getOrDefault(sample.getKey(), 0.0) < sample.getValue());
        if (fell) {
            ended();
        }
        present = now;
    }

    /// The present life is over.
    synchronized void ended() {
        present.forEach((series, value) -> earlier.merge(series, value, Double::sum));
        present = Map.of();
    }

    /// What became of batches in doubt.
    synchronized InDoubt inDoubt() {
        Map<String, Double> all = new HashMap<>(earlier);
        present.forEach((series, value) -> all.merge(series, value, Double::sum));
        MetricsPage sums = new MetricsPage(all);
        return new InDoubt(
                Math.round(sums.sum(BATCHES)),
                Math.round(sums.sum(ROWS, "truth=\"committed\"")),
                Math.round(sums.sum(ROWS, "truth=\"not_committed\"")),
                Math.round(sums.sum(ROWS, "truth=\"unanswered\"")));
    }
}
