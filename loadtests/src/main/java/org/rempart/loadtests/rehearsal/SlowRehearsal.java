package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.target.Consent;
import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.GatewayProcess;
import org.rempart.loadtests.target.RehearsalPetition;
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

    /// Slow connections are opened within four seconds, and are given a while longer than they may
    /// live, to say by how much it was too long.
    private static final int SLOW_S = 4 + 2 * SlowCriteria.LIFE_S_MAX;

    /// What the last signers and requests may take beyond that.
    private static final Duration TAIL_MAX = Duration.ofSeconds(150);

    private final Limits limits;

    SlowRehearsal(Limits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String announcement(Settings settings) {
        return "%d s and %d s: %d genuine signers a second, then %,d slow connections beside them"
                .formatted(
                        settings.seconds(), SLOW_S, settings.signersRate(), connections(settings));
    }

    private static int connections(Settings settings) {
        return Math.min(settings.slow().connections(), SlowProcess.connectionsMax());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Settings settings = run.settings();
        try (GatewayProcess process =
                GatewayProcess.start(
                        settings.gatewayJar(),
                        run.folder(),
                        run.token(),
                        run.token(),
                        Map.of(
                                "REMPART_CHALLENGE_BASE",
                                Integer.toString(settings.challengeBase())))) {
            return playOn(
                    new Stage(
                            process.target(),
                            process::cpu,
                            settings,
                            run.folder(),
                            false,
                            notes(settings),
                            run.clock(),
                            run.random()));
        }
    }

    private static List<String> notes(Settings settings) {
        List<String> notes = new ArrayList<>();
        if (connections(settings) < settings.slow().connections()) {
            notes.add(
                    "%,d slow connections instead of %,d: this machine gives a process no more files"
                            .formatted(connections(settings), settings.slow().connections()));
        }
        return notes;
    }

    /// Plays on a gateway that stands already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        Settings settings = stage.settings();
        try (GatewayClient gateway =
                new GatewayClient(stage.target(), stage.clock(), stage.random())) {
            int rate = connections(settings) + settings.signersRate() * REQUESTS_A_SIGNER;
            Duration longest = Duration.ofSeconds(2L * settings.seconds() + SLOW_S).plus(TAIL_MAX);
            return switch (gateway.consent(rate, longest)) {
                case Consent.Refused(String why) -> new Ending.Refused(why);
                case Consent.Granted _ -> new Ending.Judged(slow(stage, gateway));
            };
        }
    }

    private Verdict slow(Stage stage, GatewayClient gateway)
            throws IOException, InterruptedException {
        RehearsalPetition petition = new RehearsalPetition(stage.random());
        gateway.createPetition(petition);
        Ledger ledger = new Ledger();
        String path = "/petitions/" + petition.slug();
        try (Solvers solvers = new Solvers(SOLVER_THREADS)) {
            Signers crowds =
                    new Signers(
                            stage,
                            stage.target().publicSide() + path,
                            new People(stage.random()),
                            solvers,
                            ledger);
            crowds.come(crowds.during().dividedBy(2)); // for the machine to warm up
            SignerFigures quiet = crowds.come();
            SignerFigures signers;
            SlowFigures slow;
            try (SlowProcess process =
                    SlowProcess.start(plan(stage, path), stage.folder().resolve("slow"))) {
                signers = crowds.come();
                slow = process.figures();
            }
            Settled settled = Settled.of(gateway, petition, ledger, Settled.WAIT_MAX);
            Evidence.OfSlow evidence =
                    new Evidence.OfSlow(
                            settled.reconciliation(),
                            settled.published(),
                            signers,
                            quiet,
                            slow,
                            Map.of(
                                    "gateway",
                                    stage.gatewayCpu().get().toMillis() / 1000.0,
                                    "slow connections",
                                    slow.cpuSeconds()));
            return Verdict.of(NAME, SlowCriteria.of(evidence, limits), evidence, stage.notes());
        }
    }

    private static SlowPlan plan(Stage stage, String path) {
        return new SlowPlan(
                stage.target().publicSide().getPort(),
                path + "/signatures",
                connections(stage.settings()),
                SLOW_S,
                Attackers.sources(stage));
    }
}
