package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.PriceTally;
import org.rempart.loadtests.verdict.AmountFigures;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.WorkersAttack;
import org.rempart.loadtests.verdict.WorkersCriteria;
import org.rempart.loadtests.worker.Core;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// 218 sources with four fast cores each that take challenges, solve them and post forged
/// signatures as fast as they can, beside genuine signers; and the same attack on one fixed price,
/// which is what a proof-of-work captcha is by itself.
final class WorkersRehearsal implements Rehearsal {
    static final String NAME = "workers";

    /// `challenge.base` and `challenge.ceiling`, and the same at the scale of [Core#FAST].
    private static final int BASE = 500_000 / Core.FAST.scale();

    private static final int CEILING = 32_000_000 / Core.FAST.scale();

    private static final String NO_BUDGET = "10000/s burst 1000000";

    private final Extent extent;
    private final Limits limits;

    /// How many come, and how long they go on.
    ///
    /// @param sources where they come from, 1 to 218
    /// @param seconds how long they go on, 3 to 1,800
    record Extent(int sources, int seconds) {
        private static final int SECONDS = 600;

        private static final int SECONDS_SHORT = 15;

        /// A fixed price counts what the machine can take, and in every second as much.
        private static final int SECONDS_FIXED_MAX = 60;

        static Extent of(Given given) {
            return new Extent(
                    given.number("workers.sources", Attackers.SOURCES, 1, Attackers.SOURCES),
                    given.number(
                            "workers.seconds", given.brief() ? SECONDS_SHORT : SECONDS, 3, 1_800));
        }

        /// How long they go on against one fixed price.
        int secondsFixed() {
            return Math.min(seconds, SECONDS_FIXED_MAX);
        }
    }

    WorkersRehearsal(Extent extent, Limits limits) {
        this.extent = extent;
        this.limits = limits;
    }

    static WorkersRehearsal of(Given given) {
        return new WorkersRehearsal(Extent.of(given), given.limits(NAME));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean inEveryBuild() {
        return false;
    }

    /// The fixed price is one of another gateway.
    @Override
    public Set<Need> needs() {
        return Set.of(Need.OWN_GATEWAYS);
    }

    @Override
    public String alone() {
        return "it compares two gateways of its own";
    }

    @Override
    public String announcement(Settings settings) {
        return "%d s and %d s: %d sources of %d cores that solve, against budgets and a rising price, then against a fixed one"
                .formatted(
                        extent.seconds(),
                        extent.secondsFixed(),
                        extent.sources(),
                        WorkersAct.CORES);
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        return play(
                act -> on(run, guarded(), "-guarded", act), act -> on(run, fixed(), "-fixed", act));
    }

    /// A gateway that is there as long as an act on it.
    interface Theatre {
        Scene.Played<WorkersAct.Seen> show(Act act) throws IOException, InterruptedException;
    }

    /// What is played there.
    interface Act {
        Scene.Played<WorkersAct.Seen> on(WorkersStage stage)
                throws IOException, InterruptedException;
    }

    private static Scene.Played<WorkersAct.Seen> on(
            Run run, Map<String, String> variables, String suffix, Act act)
            throws IOException, InterruptedException {
        try (Deployment deployment = Deployment.start(run, 1, variables, suffix)) {
            return act.on(WorkersStage.of(run, deployment));
        }
    }

    /// A gateway as it is, at a ten-thousandth of its prices.
    static Map<String, String> guarded() {
        return Map.of(
                "REMPART_CHALLENGE_BASE", Integer.toString(BASE),
                "REMPART_CHALLENGE_CEILING", Integer.toString(CEILING));
    }

    private static Map<String, String> fixed() {
        Map<String, String> variables = new HashMap<>();
        variables.put("REMPART_CHALLENGE_BASE", Integer.toString(BASE));
        variables.put("REMPART_CHALLENGE_CEILING", Integer.toString(BASE));
        variables.put("REMPART_SOURCE_LARGER_BUDGETS", "");
        for (String budget :
                List.of(
                        "CONNECTIONS",
                        "REQUESTS",
                        "CHALLENGES",
                        "FAILED_WORK",
                        "SIGNATURES",
                        "HELD_SIGNATURES",
                        "ABANDONED_WAITS")) {
            variables.put("REMPART_BUDGET_" + budget, NO_BUDGET);
        }
        return variables;
    }

    /// Plays at the one and then at the other.
    Ending play(Theatre guarded, Theatre fixed) throws IOException, InterruptedException {
        PriceTally prices = new PriceTally(BASE, Core.FAST.scale());
        PriceTally otherPrices = new PriceTally(BASE, Core.FAST.scale());
        Duration during = Duration.ofSeconds(extent.seconds());
        Duration duringFixed = Duration.ofSeconds(extent.secondsFixed());
        return switch (guarded.show(
                stage -> new WorkersAct(stage, extent.sources(), during, prices).play())) {
            case Scene.Played.Refused<WorkersAct.Seen>(String why) -> new Ending.Refused(why);
            case Scene.Played.Done<WorkersAct.Seen>(WorkersAct.Seen seen) ->
                    switch (fixed.show(
                            stage ->
                                    new WorkersAct(
                                                    stage,
                                                    extent.sources(),
                                                    duringFixed,
                                                    otherPrices)
                                            .play())) {
                        case Scene.Played.Refused<WorkersAct.Seen>(String why) ->
                                new Ending.Refused(why);
                        case Scene.Played.Done<WorkersAct.Seen>(WorkersAct.Seen there) ->
                                new Ending.Judged(judge(seen, prices, there));
                    };
        };
    }

    private Verdict judge(WorkersAct.Seen seen, PriceTally prices, WorkersAct.Seen there) {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put(WorkersCriteria.PRICES, prices.figures());
        parts.put(
                WorkersCriteria.GUARDED,
                new WorkersAttack("budgets and a price that rises", seen.workers(), seen.costs()));
        parts.put(
                WorkersCriteria.FIXED,
                new WorkersAttack(
                        "one fixed price, without budgets", there.workers(), there.costs()));
        parts.put(
                WorkersCriteria.COMPARED,
                new AmountFigures(
                        "Forged signatures counted",
                        "a second",
                        Map.of(
                                "budgets and a rising price",
                                seen.workers().countedASecond(),
                                "one fixed price",
                                there.workers().countedASecond())));
        Evidence evidence =
                seen.settled()
                        .evidence(
                                Crowds.alone(seen.signers()),
                                seen.ofSigners(),
                                Map.of(
                                        "gateway",
                                        seen.costs().gateway(),
                                        "database",
                                        seen.costs().database(),
                                        "workers (simulated)",
                                        seen.workers().cpuSeconds()),
                                parts);
        List<Criterion> criteria = new ArrayList<>(WorkersCriteria.of(evidence, limits));
        criteria.addAll(
                WorkersCriteria.truthAtFixedPrice(
                        there.settled()
                                .evidence(
                                        Crowds.alone(there.signers()),
                                        there.ofSigners(),
                                        Map.of(),
                                        Map.of())));
        return Verdict.of(
                NAME, WorkersCriteria.threat(seen.workers()), criteria, evidence, notes(there));
    }

    private static List<String> notes(WorkersAct.Seen there) {
        return List.of(
                "prices are %,d times what this gateway asked for (challenge.base %d, challenge.ceiling %d): the work was done on its machine, and the rest of its time waited for"
                        .formatted(Core.FAST.scale(), BASE, CEILING),
                "our CPU is that of gateway and database while the workers came, less that of as long a time with genuine signers alone; measured behind the attack",
                "genuine signers at the fixed price: %d of %d acknowledged"
                        .formatted(there.signers().acknowledged(), there.signers().due()));
    }
}
