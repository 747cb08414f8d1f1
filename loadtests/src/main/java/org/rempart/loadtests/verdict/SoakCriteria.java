package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a soak is judged by: whether anything grows with the number of those who come.
public final class SoakCriteria {
    private static final double HEAP_GROWTH_MAX = 1.1;

    /// What a gateway promises to hold a flood with.
    private static final double HEAP_MIB_MAX = 256;

    /// Signers who are there at one moment and not at another.
    private static final long FILES_GROWTH_MAX = 50;

    private static final double WAIT_RATIO = 1.5;

    private static final double SOURCES_MIN = 0.95;

    private static final double SUCCESS_MIN = 0.999;

    private SoakCriteria() {}

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence.OfSoak evidence) {
        SoakFigures soak = evidence.soak();
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence.reconciliation()));
        all.add(Criteria.count(evidence.reconciliation(), evidence.published()));
        all.add(none("no attack was accepted", evidence.volume().accepted()));
        all.add(
                mib(
                        "the heap is as small at the end as at a third, once collected",
                        soak.heapEndMib(),
                        soak.heapThirdMib() * HEAP_GROWTH_MAX));
        all.add(mib("the heap stays within its bound", soak.heapMaxMib(), HEAP_MIB_MAX));
        all.add(none(Of.SERVICE, "no answer was a 5xx", evidence.volume().serverErrors()));
        long filesMax = soak.filesThird() + FILES_GROWTH_MAX;
        all.add(
                new Criterion(
                        Of.SERVICE,
                        "files and sockets are as few at the end as at a third",
                        Long.toString(soak.filesEnd()),
                        "≤ " + filesMax,
                        soak.filesEnd() <= filesMax));
        all.add(
                Comparison.of(
                        "genuine signers wait no longer at the end than at first",
                        evidence.atFirst(),
                        evidence.signers(),
                        WAIT_RATIO,
                        Limits.FIRST_CUT.waitFloorMs()));
        all.add(Criteria.success(evidence.signers(), SUCCESS_MIN));
        all.add(none(Of.GENERATOR, "no genuine signer was dropped", evidence.signers().dropped()));
        long sourcesMin = (long) (soak.sourcesDue() * SOURCES_MIN);
        all.add(
                new Criterion(
                        Of.GENERATOR,
                        "the clients came",
                        "%,d".formatted(soak.sources()),
                        "≥ %,d".formatted(sourcesMin),
                        soak.sources() >= sourcesMin));
        return all;
    }

    private static Criterion mib(String name, double seen, double limit) {
        return new Criterion(
                Of.SERVICE,
                name,
                String.format(Locale.ROOT, "%.1f MiB", seen),
                String.format(Locale.ROOT, "≤ %.1f MiB", limit),
                seen <= limit);
    }
}
