package org.rempart.loadtests.merge;

import org.rempart.loadtests.verdict.Aggregation.Rule;
import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.Criteria;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.LoadFigures;
import org.rempart.loadtests.verdict.MachineFigures;
import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.MachineRun;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Published;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Table;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.WatchFigures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What machines left of a run of three: each part is GREEN until it is changed.
record Parts(
        int machine,
        int machines,
        String run,
        int rate,
        String build,
        double successLimit,
        Instant began,
        int seconds,
        boolean recorded,
        long acknowledged,
        long offered,
        long missing,
        double p99Ms) {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    static Parts of(int machine) {
        return new Parts(
                machine, 3, "nightly", 900, "abc", 0.99, NOON, 40, true, 100, 7_000, 0, 20);
    }

    static List<MachineRun> three() {
        return List.of(of(1).judged(), of(2).judged(), of(3).judged());
    }

    /// All three, one of them changed.
    static List<MachineRun> with(Parts changed) {
        List<MachineRun> all = new ArrayList<>(three());
        all.set(changed.machine() - 1, changed.judged());
        return List.copyOf(all);
    }

    Parts inRun(String other) {
        return new Parts(
                machine,
                machines,
                other,
                rate,
                build,
                successLimit,
                began,
                seconds,
                recorded,
                acknowledged,
                offered,
                missing,
                p99Ms);
    }

    Parts told(int otherRate, String otherBuild, double otherLimit) {
        return new Parts(
                machine,
                machines,
                run,
                otherRate,
                otherBuild,
                otherLimit,
                began,
                seconds,
                recorded,
                acknowledged,
                offered,
                missing,
                p99Ms);
    }

    Parts at(Instant moment, int lasting, boolean withRows) {
        return new Parts(
                machine,
                machines,
                run,
                rate,
                build,
                successLimit,
                moment,
                lasting,
                withRows,
                acknowledged,
                offered,
                missing,
                p99Ms);
    }

    Parts seeing(long through, long sent, long lost, double slowest) {
        return new Parts(
                machine,
                machines,
                run,
                rate,
                build,
                successLimit,
                began,
                seconds,
                recorded,
                through,
                sent,
                lost,
                slowest);
    }

    MachineRun.Judged judged() {
        Place place = new Place(run, machine, machines);
        Instant ended = began.plusSeconds(seconds);
        return new MachineRun.Judged(
                "parts/" + machine + "/flood/verdict.json",
                "a flood of %d requests a second".formatted(offered),
                criteria(),
                evidence(),
                Map.of(
                        "volume",
                        List.of(
                                new Table.Facts(
                                        "What was sent",
                                        List.of(
                                                Table.fact("requests a second", "%d", offered),
                                                Table.fact("kind", "closed"))),
                                new Table.Answers(
                                        "Answers",
                                        List.of(
                                                new Table.Asked(
                                                        "page",
                                                        offered,
                                                        1,
                                                        Map.of("200", offered - 1)))),
                                new Table.Waits(
                                        "Waits",
                                        List.of(new Table.Wait("for an answer", waited()))))),
                List.of(),
                List.of("challenges were cheap", "machine " + machine + " was warm"),
                new Conditions(4, Map.of("flood.rate", Integer.toString(rate))),
                new MachineFigures(place, build, Map.of("success-rate", successLimit)),
                new LoadFigures(
                        began.toString(),
                        ended.toString(),
                        recorded ? began.toString() : "",
                        recorded ? ended.toString() : ""));
    }

    private List<Criterion> criteria() {
        return List.of(
                Criteria.none("every acknowledged signature has its row", missing),
                Criteria.success(signers(), 0.99),
                Criteria.quick(Of.SERVICE, "genuine signers do not wait", p99Ms, 50),
                Criterion.of(
                                Of.SERVICE,
                                "no network gets more",
                                Long.toString(acknowledged),
                                "≤ 301",
                                acknowledged <= 301)
                        .aggregated(Rule.SHARED_AT_MOST, acknowledged, 301),
                Criteria.addedUp(
                        Criteria.atLeast(Of.GENERATOR, "the volume was offered", offered, 6_000)));
    }

    private Percentiles waited() {
        return new Percentiles(acknowledged, p99Ms / 2, p99Ms - 1, p99Ms, p99Ms + 1, p99Ms + 2);
    }

    private SignerFigures signers() {
        Percentiles waited = waited();
        return new SignerFigures(
                100,
                0,
                acknowledged,
                1,
                Map.of(),
                Map.of(),
                waited,
                waited,
                waited,
                waited,
                waited,
                waited);
    }

    private Evidence evidence() {
        Map<String, Long> counted = Map.of("counted", acknowledged);
        return new Evidence(
                new Reconciliation(
                        acknowledged,
                        acknowledged - missing,
                        missing > 0 ? List.of("receipt of " + machine) : List.of(),
                        List.of(),
                        List.of(),
                        0,
                        0,
                        List.of(),
                        counted,
                        Map.of("FR", acknowledged)),
                Map.of(
                        "gateway",
                        new Published(acknowledged, acknowledged, Map.of("FR", acknowledged))),
                Map.of("gateway", new WatchFigures(10, 10, 0, 0, 0, 0, acknowledged, acknowledged)),
                Crowds.alone(signers()),
                counted,
                Map.of("volume", 2.0),
                new Timeline(
                        List.of(0.0, 1.0),
                        List.of(
                                new Timeline.Series(
                                        "queue", "rows", List.of(), List.of(1.0, 2.0)))),
                Map.of());
    }
}
