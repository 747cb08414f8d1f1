package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.machine.ProcessCpu;
import org.rempart.loadtests.signer.Crowd;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.verdict.CapacityCriteria;
import org.rempart.loadtests.verdict.CapacityFigures;
import org.rempart.loadtests.verdict.CapacityStep;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.worker.Core;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// How many genuine signers a second are served in time: step by step more of them, until what 99
/// of 100 wait is too long or one in a thousand fails. They begin with half as many again as the
/// largest petition needed, and less than any machine serves; 500 ms for a signer's three requests
/// are half of the second for which a train of thought lasts (J. Nielsen, "Usability Engineering",
/// 1993, chapter 5). What people come in: 33 a second at the peak of the largest petition (Revoke
/// Article 50, UK, 2019), 639 in a minute (Loi Duplomb, FR, 2025).
final class CapacityRehearsal implements Rehearsal {
    static final String NAME = "capacity";

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    /// Signers a second beyond which nothing is looked for: their visits, of a second each, are
    /// more than a generator plays at once.
    private static final int RATE_MAX = 5_000;

    private static final int SOLVER_THREADS = 2;

    /// For the generator and the gateway, which both have code to compile.
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final Extent extent;
    private final Limits limits;

    /// What is looked for, and how long.
    ///
    /// @param steps rates that may be tried, 1 to 40
    /// @param seconds how long each is tried, 2 to 600; after one that did not hold the gateway
    ///   gets as long to be calm again
    record Extent(int steps, int seconds) {
        private static final int STEPS = 16;

        private static final int STEPS_SHORT = 5;

        /// A hundredth part of the first rate's signers are five.
        private static final int SECONDS = 10;

        private static final int SECONDS_SHORT = 3;

        static Extent of(Given given) {
            boolean brief = given.brief();
            return new Extent(
                    given.number("capacity.steps", brief ? STEPS_SHORT : STEPS, 1, 40),
                    given.number("capacity.seconds", brief ? SECONDS_SHORT : SECONDS, 2, 600));
        }

        private Duration step() {
            return Duration.ofSeconds(seconds);
        }
    }

    CapacityRehearsal(Extent extent, Limits limits) {
        this.extent = extent;
        this.limits = limits;
    }

    static CapacityRehearsal of(Given given) {
        return new CapacityRehearsal(Extent.of(given), given.limits(NAME));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean inEveryBuild() {
        return false;
    }

    @Override
    public String alone() {
        return "what one machine tries would be what another measures";
    }

    @Override
    public String announcement(Settings settings) {
        return "%d steps of %d s at most: from %.0f genuine signers a second up, until 99 of 100 wait longer than %.0f ms"
                .formatted(
                        extent.steps(),
                        extent.seconds(),
                        limits.of(Limit.SIGNERS),
                        limits.of(Limit.P99_MS));
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        return Stages.play(
                run, Wanted.one(WorkersRehearsal.guarded(), notes()), List.of(), this::playOn);
    }

    private static List<String> notes() {
        return List.of(
                "generator, gateway and database shared %d processors: on machines of its own a gateway serves more"
                        .formatted(Runtime.getRuntime().availableProcessors()),
                "signers solved a %,dth of what they are usually asked for: what they take for the rest is their own"
                        .formatted(Core.FAST.scale()));
    }

    /// Plays on a gateway that stands already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        Duration step = extent.step().multipliedBy(2).plus(Crowd.GRACE);
        return Scene.judge(
                stage,
                RATE_MAX * REQUESTS_A_SIGNER,
                step.multipliedBy(extent.steps() + 1L),
                this::search);
    }

    private Verdict search(Scene scene) throws IOException, InterruptedException {
        Stage stage = scene.stage();
        double least = limits.of(Limit.SIGNERS);
        double p99Ms = limits.of(Limit.P99_MS);
        Ledger ledger = new Ledger();
        List<CapacityStep> steps = new ArrayList<>();
        Map<String, SignerFigures> crowds = new LinkedHashMap<>();
        String judged = "";
        double cpuBeforeS = stage.gatewayCpuS();
        try (Solvers solvers = new Solvers(SOLVER_THREADS);
                StrainWatch strain = StrainWatch.start(stage.target())) {
            Signers signers = scene.signers(stage.people(), solvers, ledger);
            scene.begins(Scene.WARM_UP);
            signers.come(least, WARM_UP);
            Ladder ladder = new Ladder(least, extent.steps(), RATE_MAX);
            OptionalDouble rate = ladder.next();
            while (rate.isPresent()) {
                Meter meter = Meter.start(stage);
                strain.begin();
                scene.begins(String.format(Locale.ROOT, "%,.0f a second", rate.getAsDouble()));
                SignerFigures came = signers.come(rate.getAsDouble(), extent.step());
                CapacityStep step =
                        CapacityStep.of(
                                rate.getAsDouble(),
                                came,
                                meter.circumstances(stage, strain),
                                p99Ms,
                                limits.successRate());
                String when = when(step, crowds.keySet().size());
                crowds.put(when, came);
                if (judged.isEmpty() || step.held()) {
                    judged = when;
                }
                steps.add(step);
                ladder.tried(step.held());
                rate = ladder.next();
                if (!step.held() && rate.isPresent()) {
                    strain.awaitCalm(extent.step());
                }
            }
        }
        CapacityFigures capacity = new CapacityFigures(p99Ms, limits.successRate(), steps);
        Evidence evidence =
                scene.settle(ledger)
                        .evidence(
                                new Crowds(judged, crowds),
                                ledger,
                                Map.of("gateway", stage.gatewayCpuS() - cpuBeforeS),
                                Map.of(CapacityCriteria.CAPACITY, capacity));
        return Verdict.of(
                NAME,
                CapacityCriteria.threat(capacity),
                CapacityCriteria.of(evidence, limits),
                evidence,
                stage.notes());
    }

    private static String when(CapacityStep step, int before) {
        return String.format(Locale.ROOT, "step %d, %,.0f a second", before + 1, step.rate());
    }

    /// Processors that both sides keep busy in a step.
    private record Meter(long nanos, double generatorS, double gatewayS) {
        static Meter start(Stage stage) {
            return new Meter(System.nanoTime(), ProcessCpu.ownS(), stage.gatewayCpuS());
        }

        CapacityStep.Circumstances circumstances(Stage stage, StrainWatch strain) {
            double seconds = (System.nanoTime() - nanos) / 1e9;
            return new CapacityStep.Circumstances(
                    strain.worst().said(),
                    strain.queueRowsMost(),
                    (ProcessCpu.ownS() - generatorS) / seconds,
                    gatewayCores(stage, seconds),
                    Runtime.getRuntime().availableProcessors());
        }

        /// Negative where nobody says it.
        private double gatewayCores(Stage stage, double seconds) {
            double used = stage.gatewayCpuS() - gatewayS;
            return Double.isNaN(used) ? -1 : used / seconds;
        }
    }
}
