package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.verdict.Aggregation.Rule;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a soak is judged by: whether anything grows with the number of those who come.
public final class SoakCriteria {
    /// When the signers came, and what else did.
    public static final String AT_FIRST = "in the first third";

    public static final String AT_LAST = "in the last third";

    public static final String SOAK = "soak";

    public static final String VOLUME = "volume";

    private SoakCriteria() {}

    /// What came, for the verdict's sentence.
    public static String threat(SoakFigures soak) {
        return String.format(Locale.ROOT, "a crowd of %,d clients for a long time", soak.sources());
    }

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        SoakFigures soak = evidence.part(SOAK, SoakFigures.class);
        VolumeFigures volume = evidence.part(VOLUME, VolumeFigures.class);
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(
                none("no attack was accepted", volume.accepted())
                        .advising(
                                "The table of attacks says which kind got through. See that no other"
                                        + " gateway or key signs challenges for this database; if none"
                                        + " does, the gateway has a hole: do not go live with it."));
        if (soak.lookedInto()) {
            all.addAll(kept(soak, limits));
        }
        all.add(
                none(Of.SERVICE, "no answer was a 5xx", volume.serverErrors())
                        .advising(
                                "The gateway was overloaded or failed. 503 says that the pressure was"
                                        + " above its means, so give it more cores or a faster"
                                        + " database; any other is a fault, and its log says which."));
        all.add(
                Comparison.of(
                                "genuine signers wait no longer at the end than at first",
                                evidence.crowds().came(AT_FIRST),
                                evidence.signers(),
                                limits.waitRatio(),
                                limits.waitFloorMs())
                        .advising(
                                "Something fills up as time goes on. Look at heap, files and the size"
                                        + " of the database's tables over the run, and play it for"
                                        + " longer to see whether it goes on."));
        all.add(Criteria.success(evidence.signers(), limits.successRate()));
        all.add(Criteria.noneDropped(evidence.signers()));
        long sourcesMin = (long) (soak.sourcesDue() * limits.usersStarted());
        all.add(
                Criteria.addedUp(
                        Criteria.atLeast(
                                Of.GENERATOR, "the clients came", soak.sources(), sourcesMin)));
        return all;
    }

    /// Whether the gateway's process keeps what it should have given back.
    private static List<Criterion> kept(SoakFigures soak, Limits limits) {
        List<Criterion> all = new ArrayList<>();
        all.add(
                mib(
                                "the heap is as small at the end as at a third, once collected",
                                soak.heapEndMib(),
                                soak.heapThirdMib() * limits.of(Limit.HEAP_GROWTH))
                        .advising(
                                "Memory grows with the number of those who come: an attacker can make"
                                        + " the gateway fall over. Take a heap dump at a third and at"
                                        + " the end, and compare."));
        all.add(
                mib("the heap stays within its bound", soak.heapMaxMib(), limits.of(Limit.HEAP_MIB))
                        .advising(
                                "The gateway would not live on 256 MiB. Start it with more until its"
                                        + " memory no longer grows."));
        long filesMax = soak.filesThird() + (long) limits.of(Limit.FILES_GROWTH);
        all.add(
                Criterion.of(
                                Of.SERVICE,
                                "files and sockets are as few at the end as at a third",
                                Long.toString(soak.filesEnd()),
                                "≤ " + filesMax,
                                soak.filesEnd() <= filesMax)
                        .aggregated(Rule.EACH_AT_MOST, soak.filesEnd(), filesMax)
                        .advising(
                                "Connections or files are not given back. List them with ls -l"
                                        + " /proc/PID/fd on the gateway's machine, and see which kind"
                                        + " grows."));
        return all;
    }

    private static Criterion mib(String name, double seen, double limit) {
        return Criterion.of(
                        Of.SERVICE,
                        name,
                        String.format(Locale.ROOT, "%.1f MiB", seen),
                        String.format(Locale.ROOT, "≤ %.1f MiB", limit),
                        seen <= limit)
                .aggregated(Rule.EACH_AT_MOST, seen, limit);
    }
}
