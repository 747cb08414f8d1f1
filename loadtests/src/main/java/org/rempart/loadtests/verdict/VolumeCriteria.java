package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.success;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a volume of requests beside genuine signers is judged by, whoever sends it.
public final class VolumeCriteria {
    /// When the signers of each act came, and what else did.
    public static final String QUIET = "while it was quiet";

    public static final String FLOODED = "during the flood";

    public static final String VOLUME = "volume";

    private static final String PACED = "paced";

    private VolumeCriteria() {}

    /// What came, for the verdict's sentence.
    public static String threat(VolumeFigures volume) {
        return String.format(
                Locale.ROOT,
                "a flood of %,.0f requests a second from %,d addresses",
                volume.sentASecond(),
                volume.sources());
    }

    /// What it may do to the gateway and to genuine signers.
    ///
    /// @param accepted attacks that were accepted and must not be, those beside the volume too
    static List<Criterion> service(Evidence evidence, long accepted, Limits limits) {
        SignerFigures signers = evidence.crowds().came(FLOODED);
        VolumeFigures volume = evidence.part(VOLUME, VolumeFigures.class);
        return List.of(
                none("no attack was accepted", accepted)
                        .advising(
                                "The table of attacks says which kind got through. See that no other"
                                        + " gateway or key signs challenges for this database; if none"
                                        + " does, the gateway has a hole: do not go live with it."),
                success(signers, limits.successRate()),
                Criteria.counted(evidence.states(), limits.countedRate()),
                Comparison.of(
                                "genuine signers do not wait much longer",
                                evidence.crowds().came(QUIET),
                                signers,
                                volume.kind().equals(PACED)
                                        ? limits.waitRatioPaced()
                                        : limits.waitRatio(),
                                limits.waitFloorMs())
                        .advising(
                                "The attack takes processor time from genuine signers. Compare the"
                                        + " processor time of each side: give the gateway more cores or"
                                        + " a second machine, and play the attack from another machine,"
                                        + " so that it does not take the gateway's."));
    }

    /// Whether it was what it says.
    static List<Criterion> generator(Evidence evidence, Limits limits) {
        List<Criterion> all = new ArrayList<>();
        all.addAll(Criteria.came("flood", evidence.crowds().came(FLOODED), limits.latenessP99Ms()));
        all.addAll(Criteria.came("quiet", evidence.crowds().came(QUIET), limits.latenessP99Ms()));
        all.add(Offered.by(evidence.part(VOLUME, VolumeFigures.class), limits.offered()));
        return all;
    }

    /// Every kind of attack was tried.
    ///
    /// @param untried those that were not and had to be
    static Criterion tried(List<String> untried) {
        return Criterion.of(
                        Of.GENERATOR,
                        "every kind of attack was tried",
                        untried.isEmpty() ? "all" : "not: " + String.join(", ", untried),
                        "all",
                        untried.isEmpty())
                .advising(
                        "The run was too short for the kinds that are named, or the gateway"
                                + " gave no challenge to attack with. Play it for longer.");
    }
}
