package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.percent;
import static org.rempart.loadtests.verdict.Criteria.quick;
import static org.rempart.loadtests.verdict.Criteria.success;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a flood beside genuine signers is judged by.
public final class FloodCriteria {
    /// When the signers of each act came, and what else did.
    public static final String QUIET = "while it was quiet";

    public static final String BESIDE_FORGERS = "beside the forgers";

    public static final String FLOODED = "during the flood";

    public static final String FORGERS = "forgers";

    public static final String VOLUME = "volume";

    private static final String PACED = "paced";

    private FloodCriteria() {}

    /// What came, for the verdict's sentence.
    public static String threat(VolumeFigures volume) {
        return String.format(
                Locale.ROOT,
                "a flood of %,.0f requests a second from %,d addresses",
                volume.sentASecond(),
                volume.sources());
    }

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        SignerFigures signers = evidence.crowds().came(FLOODED);
        SignerFigures quiet = evidence.crowds().came(QUIET);
        SignerFigures besideForgers = evidence.crowds().came(BESIDE_FORGERS);
        FloodFigures forgers = evidence.part(FORGERS, FloodFigures.class);
        VolumeFigures volume = evidence.part(VOLUME, VolumeFigures.class);
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.addAll(
                List.of(
                        none("no attack was accepted", forgers.accepted() + volume.accepted())
                                .advising(
                                        "The table of attacks says which kind got through. See that no other"
                                                + " gateway or key signs challenges for this database; if none"
                                                + " does, the gateway has a hole: do not go live with it."),
                        none("a retry gets its first receipt", forgers.otherReceipts())
                                .advising(
                                        "Signers who lose their connection and post again are told something"
                                                + " else than at first. See that all gateways use one database,"
                                                + " and run one version."),
                        success(signers, limits.successRate()),
                        success(
                                        "genuine signers got through beside the forgers",
                                        besideForgers,
                                        limits.successRate())
                                .advising(
                                        "Forgers who do their work took what genuine signers needed. See"
                                                + " whether budgets for each source are as tight as they may"
                                                + " be, and whether source.trusted-proxies tells one source"
                                                + " from another."),
                        Criteria.counted(evidence.states(), limits.countedRate()),
                        Comparison.of(
                                        "genuine signers do not wait much longer",
                                        quiet,
                                        signers,
                                        volume.kind().equals(PACED)
                                                ? limits.waitRatioPaced()
                                                : limits.waitRatio(),
                                        limits.waitFloorMs())
                                .advising(
                                        "The attack takes processor time from genuine signers. Compare the"
                                                + " processor time of each side: give the gateway more cores or"
                                                + " a second machine, and play the attack from another machine,"
                                                + " so that it does not take the gateway's.")));
        all.addAll(Criteria.came("flood", signers, limits.latenessP99Ms()));
        all.addAll(Criteria.came("quiet", quiet, limits.latenessP99Ms()));
        all.addAll(Criteria.came("forgers", besideForgers, limits.latenessP99Ms()));
        all.addAll(
                List.of(
                        quick(
                                Of.GENERATOR,
                                "forgers came on time (p99)",
                                forgers.lateness().p99(),
                                limits.latenessP99Ms()),
                        started(forgers, limits),
                        tried(forgers),
                        Offered.by(volume, limits.offered())));
        return all;
    }

    private static Criterion started(FloodFigures flood, Limits limits) {
        boolean enough = flood.usersStarted() >= flood.usersDue() * limits.usersStarted();
        return Criterion.of(
                Of.GENERATOR,
                "the forgers came",
                "%d of %d".formatted(flood.usersStarted(), flood.usersDue()),
                "≥ " + percent(limits.usersStarted()),
                enough && flood.usersStarted() > 0);
    }

    private static Criterion tried(FloodFigures flood) {
        List<String> untried =
                flood.attacks().stream()
                        .filter(attack -> attack.needed() && attack.sent() == 0)
                        .map(AttackFigures::kind)
                        .toList();
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
