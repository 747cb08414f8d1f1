package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.List;
import java.util.Map;

/// What slow connections met.
///
/// @param due connections that were to be opened
/// @param opened connections that the gateway's machine accepted
/// @param refused those of them that were closed within half a second
/// @param lives how long the others lived, by kind: from opening to the gateway's end of it
/// @param left connections that were still open at the end
/// @param cpuSeconds CPU time of their process
public record SlowFigures(
        long due,
        long opened,
        long refused,
        Map<String, Percentiles> lives,
        long left,
        double cpuSeconds)
        implements Part {
    public SlowFigures {
        lives = Map.copyOf(lives);
    }

    /// One that left no figures: its process was ended, or failed.
    public static SlowFigures none(long due) {
        return new SlowFigures(due, 0, 0, Map.of(), 0, 0);
    }

    /// Longest life of any, in seconds.
    public double longestS() {
        return lives.values().stream().mapToDouble(Percentiles::max).max().orElse(0) / 1000;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "Slow connections",
                        List.of(
                                fact("were to be opened", "%,d", due),
                                fact("opened", "%,d", opened),
                                fact("of them refused", "%,d", refused),
                                fact("left open", "%,d", left))),
                new Table.Waits(
                        "How long slow connections lived",
                        lives.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(life -> new Table.Wait(life.getKey(), life.getValue()))
                                .toList()));
    }
}
