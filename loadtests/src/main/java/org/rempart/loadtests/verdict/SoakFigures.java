package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.ArrayList;
import java.util.List;

/// What a soak with many clients was like.
///
/// @param sourcesDue distinct clients that were to come
/// @param sources distinct clients that came
/// @param heapThirdMib heap in use after a third of the run, after a full collection; negative
///   where nobody could have it collected
/// @param heapEndMib heap in use at its end, after a full collection, or negative
/// @param heapMaxMib most heap seen in use
/// @param filesThird files and sockets the gateway held after a third of the run; negative where
///   nobody could look
/// @param filesEnd those it held at its end, or negative
public record SoakFigures(
        long sourcesDue,
        long sources,
        double heapThirdMib,
        double heapEndMib,
        double heapMaxMib,
        long filesThird,
        long filesEnd)
        implements Part {

    /// Whether somebody could look into the gateway's process.
    boolean lookedInto() {
        return heapThirdMib >= 0 && heapEndMib >= 0;
    }

    @Override
    public List<Measure> measures() {
        return lookedInto()
                ? List.of(Measure.lower("heap at the end, once collected", "MiB", heapEndMib, true))
                : List.of();
    }

    @Override
    public List<Table> tables() {
        List<Table.Fact> left = new ArrayList<>();
        left.add(fact("clients", "%,d of %,d", sources, sourcesDue));
        if (lookedInto()) {
            left.add(fact("heap at a third, once collected", "%.1f MiB", heapThirdMib));
            left.add(fact("heap at the end, once collected", "%.1f MiB", heapEndMib));
        }
        left.add(fact("heap at most", "%.1f MiB", heapMaxMib));
        if (lookedInto()) {
            left.add(
                    fact(
                            "files and sockets at a third, at the end",
                            "%,d, %,d",
                            filesThird,
                            filesEnd));
        }
        return List.of(new Table.Facts("What the soak left", left));
    }
}
