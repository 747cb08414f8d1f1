package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.List;

/// What a soak with many clients was like.
///
/// @param sourcesDue distinct clients that were to come
/// @param sources distinct clients that came
/// @param heapThirdMib heap in use after a third of the run, after a full collection
/// @param heapEndMib heap in use at its end, after a full collection
/// @param heapMaxMib most heap seen in use
/// @param filesThird files and sockets the gateway held after a third of the run
/// @param filesEnd those it held at its end
public record SoakFigures(
        long sourcesDue,
        long sources,
        double heapThirdMib,
        double heapEndMib,
        double heapMaxMib,
        long filesThird,
        long filesEnd)
        implements Part {

    @Override
    public List<Measure> measures() {
        return List.of(Measure.lower("heap at the end, once collected", "MiB", heapEndMib, true));
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "What the soak left",
                        List.of(
                                fact("clients", "%,d of %,d", sources, sourcesDue),
                                fact("heap at a third, once collected", "%.1f MiB", heapThirdMib),
                                fact("heap at the end, once collected", "%.1f MiB", heapEndMib),
                                fact("heap at most", "%.1f MiB", heapMaxMib),
                                fact(
                                        "files and sockets at a third, at the end",
                                        "%,d, %,d",
                                        filesThird,
                                        filesEnd))));
    }
}
