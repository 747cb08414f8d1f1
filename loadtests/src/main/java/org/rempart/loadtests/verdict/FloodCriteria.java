package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.percent;
import static org.rempart.loadtests.verdict.Criteria.quick;
import static org.rempart.loadtests.verdict.Criteria.success;

import org.rempart.loadtests.verdict.Aggregation.Rule;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;

/// What a flood beside genuine signers is judged by: its forgers, and its volume
/// ([VolumeCriteria]).
public final class FloodCriteria {
    public static final String BESIDE_FORGERS = "beside the forgers";

    public static final String FORGERS = "forgers";

    private FloodCriteria() {}

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        SignerFigures besideForgers = evidence.crowds().came(BESIDE_FORGERS);
        FloodFigures forgers = evidence.part(FORGERS, FloodFigures.class);
        VolumeFigures volume = evidence.part(VolumeCriteria.VOLUME, VolumeFigures.class);
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.addAll(
                VolumeCriteria.service(evidence, forgers.accepted() + volume.accepted(), limits));
        all.add(
                none("a retry gets its first receipt", forgers.otherReceipts())
                        .advising(
                                "Signers who lose their connection and post again are told something"
                                        + " else than at first. See that all gateways use one database,"
                                        + " and run one version."));
        all.add(
                success(
                                "genuine signers got through beside the forgers",
                                besideForgers,
                                limits.successRate())
                        .advising(
                                "Forgers who do their work took what genuine signers needed. See"
                                        + " whether budgets for each source are as tight as they may"
                                        + " be, and whether source.trusted-proxies tells one source"
                                        + " from another."));
        all.addAll(VolumeCriteria.generator(evidence, limits));
        all.addAll(Criteria.came("forgers", besideForgers, limits.latenessP99Ms()));
        all.add(
                quick(
                        Of.GENERATOR,
                        "forgers came on time (p99)",
                        forgers.lateness().p99(),
                        limits.latenessP99Ms()));
        all.add(started(forgers, limits));
        all.add(
                VolumeCriteria.tried(
                        forgers.attacks().stream()
                                .filter(attack -> attack.needed() && attack.sent() == 0)
                                .map(AttackFigures::kind)
                                .toList()));
        return all;
    }

    private static Criterion started(FloodFigures flood, Limits limits) {
        boolean enough = flood.usersStarted() >= flood.usersDue() * limits.usersStarted();
        return Criterion.of(
                        Of.GENERATOR,
                        "the forgers came",
                        "%d of %d".formatted(flood.usersStarted(), flood.usersDue()),
                        "≥ " + percent(limits.usersStarted()),
                        enough && flood.usersStarted() > 0)
                .aggregated(
                        Rule.EACH_AT_LEAST,
                        (double) flood.usersStarted() / Math.max(1, flood.usersDue()),
                        limits.usersStarted());
    }
}
