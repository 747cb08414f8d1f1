package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.SlowCriteria;
import org.rempart.loadtests.verdict.SlowFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.volume.SlowPlan;
import org.rempart.loadtests.volume.SlowProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Thousands of connections from 218 sources that say nothing, or a byte a second, beside genuine
/// signers: nobody notices them, and none lasts.
final class SlowRehearsal implements Rehearsal {
    static final String NAME = "slow";

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    private static final int SOLVER_THREADS = 2;

    /// Slow connections are opened within four seconds.
    private static final int OPENING_S = 4;

    /// What the last signers and requests may take beyond that.
    private static final Duration TAIL_MAX = Duration.ofSeconds(150);

    private final Extent extent;
    private final Limits limits;

    /// How many come.
    ///
    /// @param connections how many, 4 to 20,000; fewer where the machine gives no more sockets
    record Extent(int connections) {
        private static final int CONNECTIONS = 20_000;

        private static final int CONNECTIONS_SHORT = 2_000;

        static Extent of(Given given) {
            return new Extent(
                    given.part(
                            "slow.connections",
                            given.brief() ? CONNECTIONS_SHORT : CONNECTIONS,
                            4,
                            20_000));
        }

        /// How many the machine gives.
        private int possible() {
            return Math.min(connections, SlowProcess.connectionsMax());
        }
    }

    private SlowRehearsal(Extent extent, Limits limits) {
        this.extent = extent;
        this.limits = limits;
    }

    /// They are given a while longer than they may live, to say by how much it was too long.
    private int slowS() {
        return OPENING_S + (int) Math.ceil(2 * limits.of(Limit.LIFE_S));
    }

    static SlowRehearsal of(Given given) {
        return new SlowRehearsal(Extent.of(given), given.limits(NAME));
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
    public String announcement(Settings settings) {
        return "%d s and %d s: %d genuine signers a second, then %,d slow connections beside them"
                .formatted(settings.seconds(), slowS(), settings.signersRate(), extent.possible());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Map<String, String> variables =
                Map.of("REMPART_CHALLENGE_BASE", Integer.toString(run.settings().challengeBase()));
        return Stages.play(run, Wanted.one(variables, List.of()), notes(), this::playOn);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (extent.possible() < extent.connections()) {
            notes.add(
                    "%,d slow connections instead of %,d: this machine gives a process no more files"
                            .formatted(extent.possible(), extent.connections()));
        }
        return notes;
    }

    private Ending playOn(Stage stage) throws IOException, InterruptedException {
        Settings settings = stage.settings();
        int rate = extent.possible() + settings.signersRate() * REQUESTS_A_SIGNER;
        Duration longest = Duration.ofSeconds(2L * settings.seconds() + slowS()).plus(TAIL_MAX);
        return Scene.judge(stage, rate, longest, this::slow);
    }

    private Verdict slow(Scene scene) throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ledger = new Ledger();
        try (Solvers solvers = new Solvers(SOLVER_THREADS)) {
            Signers crowds = scene.signers(stage.people(), solvers, ledger);
            scene.begins(Scene.WARM_UP);
            crowds.come(crowds.during().dividedBy(2)); // for the machine to warm up
            scene.begins(SlowCriteria.QUIET);
            SignerFigures quiet = crowds.come();
            SignerFigures signers;
            SlowFigures slow;
            try (SlowProcess process =
                    SlowProcess.start(plan(stage, scene.path()), stage.folder().resolve("slow"))) {
                scene.begins(SlowCriteria.BESIDE);
                signers = crowds.come();
                slow = process.figures();
            }
            Evidence evidence =
                    scene.settle(ledger)
                            .evidence(
                                    Crowds.judged(SlowCriteria.BESIDE, signers)
                                            .after(SlowCriteria.QUIET, quiet),
                                    ledger,
                                    Map.of(
                                            "gateway",
                                            stage.gatewayCpuS(),
                                            "slow connections",
                                            slow.cpuSeconds()),
                                    Map.of(SlowCriteria.SLOW, slow));
            return Verdict.of(
                    NAME,
                    SlowCriteria.threat(slow),
                    SlowCriteria.of(evidence, limits),
                    evidence,
                    stage.notes());
        }
    }

    private SlowPlan plan(Stage stage, String path) {
        return new SlowPlan(
                stage.publicSide(),
                path + "/signatures",
                extent.possible(),
                slowS(),
                stage.departures().from(Attackers.sources(stage)));
    }
}
