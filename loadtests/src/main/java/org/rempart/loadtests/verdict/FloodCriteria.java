package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.atMost;
import static org.rempart.loadtests.verdict.Criteria.count;
import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.percent;
import static org.rempart.loadtests.verdict.Criteria.success;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;

/// What a flood beside genuine signers is judged by.
public final class FloodCriteria {
    private static final String PACED = "paced";

    private FloodCriteria() {}

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence.OfFlood evidence, Limits limits) {
        Reconciliation rows = evidence.reconciliation();
        SignerFigures signers = evidence.signers();
        FloodFigures forgers = evidence.forgers();
        VolumeFigures volume = evidence.volume();
        List<Criterion> all = new ArrayList<>(Criteria.truth(rows));
        all.addAll(
                List.of(
                        count(rows, evidence.published()),
                        none("no attack was accepted", forgers.accepted() + volume.accepted()),
                        none("a retry gets its first receipt", forgers.otherReceipts()),
                        success(signers, limits.successRate()),
                        success(
                                "genuine signers got through beside the forgers",
                                evidence.besideForgers(),
                                limits.successRate()),
                        Criteria.counted(evidence.states(), limits.countedRate()),
                        Comparison.of(
                                "genuine signers do not wait much longer",
                                evidence.quiet(),
                                signers,
                                volume.kind().equals(PACED)
                                        ? limits.waitRatioPaced()
                                        : limits.waitRatio(),
                                limits.waitFloorMs())));
        all.addAll(came("flood", signers, limits));
        all.addAll(came("quiet", evidence.quiet(), limits));
        all.addAll(came("forgers", evidence.besideForgers(), limits));
        all.addAll(
                List.of(
                        atMost(
                                Of.GENERATOR,
                                "forgers came on time (p99)",
                                forgers.lateness().p99(),
                                limits.latenessP99Ms()),
                        started(forgers, limits),
                        tried(forgers),
                        Offered.by(volume, limits.offered())));
        return all;
    }

    private static List<Criterion> came(String act, SignerFigures signers, Limits limits) {
        return List.of(
                none(
                        Of.GENERATOR,
                        "no genuine signer was dropped (%s)".formatted(act),
                        signers.dropped()),
                atMost(
                        Of.GENERATOR,
                        "genuine signers came on time (%s, p99)".formatted(act),
                        signers.lateness().p99(),
                        limits.latenessP99Ms()));
    }

    private static Criterion started(FloodFigures flood, Limits limits) {
        boolean enough = flood.usersStarted() >= flood.usersDue() * limits.usersStarted();
        return new Criterion(
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
        return new Criterion(
                Of.GENERATOR,
                "every kind of attack was tried",
                untried.isEmpty() ? "all" : "not: " + String.join(", ", untried),
                "all",
                untried.isEmpty());
    }
}
