package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.flood.DoubleSpend;
import org.rempart.loadtests.flood.FloodPlan;
import org.rempart.loadtests.flood.FloodProcess;
import org.rempart.loadtests.flood.Magazine;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.target.Consent;
import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.GatewayProcess;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.FloodCriteria;
import org.rempart.loadtests.verdict.FloodFigures;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.VolumeFigures;
import org.rempart.loadtests.volume.VolumePlan;
import org.rempart.loadtests.volume.VolumeProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// 218 sources against genuine signers who come as they did at the peak of the largest petition, in
/// three acts: forgers who take challenges, solve, forge and replay; nobody, for a measure of what
/// people wait then; and a volume of requests to every route, as large as the machine can send.
///
/// 218 is how many servers one owner sent against "Noël sans Amazon" in November 2020.
final class FloodRehearsal implements Rehearsal {
    static final String NAME = "flood";

    private static final int ACTS = 3;

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    private static final int RAMP_S_MAX = 3;

    /// Gatling's process is up after about 2 s; the signers come before, during and after the
    /// forgers.
    private static final int START_S = 2;

    /// The volume begins before the signers of its act, and lasts until most of the last ones have
    /// thought and posted.
    private static final int LEAD_S = 1;

    private static final int TRAIL_S = 2;

    /// What replays and tampering draw on: a few, so that each is used often.
    private static final int PIECES_OF_WORK = 20;

    /// Races for one piece of work, spread over the run.
    private static final int RACES = 30;

    /// Solving takes what is left of the machine: at N = 20,000 and 33 signers a second, 7 % of a
    /// core.
    private static final int SOLVER_THREADS = 2;

    /// How long sending may take beyond the acts: the longest of Gatling's start and end and the
    /// last signers' retries.
    private static final Duration TAIL_MAX = Duration.ofSeconds(150);

    private final Limits limits;
    private final Duration settleMax;

    /// @param settleMax how long the gateway may take after the last signer until its figures are
    ///   right
    FloodRehearsal(Limits limits, Duration settleMax) {
        this.limits = limits;
        this.settleMax = settleMax;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String announcement(Settings settings) {
        Settings.Flood flood = settings.flood();
        return "%d s: %d genuine signers a second; forgers at %,d requests a second, nobody, then a volume (%s) of up to %,d from %d sources"
                .formatted(
                        settings.seconds() * ACTS,
                        settings.signersRate(),
                        flood.forgersRate(),
                        flood.kind().label(),
                        flood.rate(),
                        Attackers.SOURCES);
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Settings settings = run.settings();
        Map<String, String> variables =
                Map.of(
                        "REMPART_CHALLENGE_BASE",
                        Integer.toString(settings.challengeBase()),
                        "REMPART_CHALLENGE_VALIDITY",
                        settings.challengeValidityS() + "s");
        try (GatewayProcess gateway =
                GatewayProcess.start(
                        settings.gatewayJar(), run.folder(), run.token(), run.token(), variables)) {
            return playOn(
                    new Stage(
                            gateway.target(),
                            gateway::cpu,
                            settings,
                            run.folder(),
                            true,
                            List.of(
                                    ("challenge.base was %,d instead of 500,000, because the"
                                                    + " signers' work is done on the gateway's machine")
                                            .formatted(settings.challengeBase()),
                                    ("challenges lived %d s instead of 600, so that some of the"
                                                    + " flood's work had expired")
                                            .formatted(settings.challengeValidityS())),
                            run.clock(),
                            run.random()));
        }
    }

    /// Plays on a gateway that stands already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        Settings settings = stage.settings();
        try (GatewayClient gateway =
                new GatewayClient(stage.target(), stage.clock(), stage.random())) {
            int rate =
                    settings.flood().rate()
                            + settings.flood().forgersRate()
                            + settings.signersRate() * REQUESTS_A_SIGNER
                            + DoubleSpend.RACERS;
            Duration longest = Duration.ofSeconds((long) settings.seconds() * ACTS).plus(TAIL_MAX);
            return switch (gateway.consent(rate, longest)) {
                case Consent.Refused(String why) -> new Ending.Refused(why);
                case Consent.Granted _ -> new Ending.Judged(flood(stage, gateway));
            };
        }
    }

    private Verdict flood(Stage stage, GatewayClient gateway)
            throws IOException, InterruptedException {
        RehearsalPetition petition = new RehearsalPetition(stage.random());
        gateway.createPetition(petition);
        Ledger ofAttackers = new Ledger();
        Ledger ofSigners = new Ledger();
        long cpuBefore = stage.gatewayCpu().get().toMillis();
        try (Solvers solvers = new Solvers(SOLVER_THREADS)) {
            String page = stage.target().publicSide() + "/petitions/" + petition.slug();
            People people = new People(stage.random());
            HonestWork work =
                    new HonestWork(page, Attackers.addresses(stage), people, solvers, ofAttackers);
            Signers crowds = new Signers(stage, page, people, solvers, ofSigners);
            List<HonestWork.Unspent> stakes = work.solve(RACES);
            DoubleSpend races =
                    new DoubleSpend(page, Attackers.addresses(stage), people, ofAttackers);
            SignerFigures besideForgers;
            FloodFigures forgers;
            try (FloodProcess gatling =
                            FloodProcess.start(
                                    plan(stage, petition, work),
                                    stage.folder().resolve("gatling"),
                                    stage.gatlingReport());
                    ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<DoubleSpend.Result> raced =
                        beside.submit(
                                () -> races.run(stakes, crowds.during().dividedBy(RACES + 1)));
                besideForgers = crowds.come();
                DoubleSpend.Result result = ended(raced);
                forgers = gatling.figures().plus(result.figures(), result.otherReceipts());
            }
            SignerFigures quiet;
            SignerFigures signers;
            VolumeFigures volume;
            try (VolumeProcess sending = VolumeProcess.start(stage.folder().resolve("volume"))) {
                quiet = crowds.come();
                sending.begin(volume(stage, plan(stage, petition, work)));
                Thread.sleep(Duration.ofSeconds(LEAD_S));
                signers = crowds.come();
                volume = sending.figures();
            }
            double gatewayCpuS = (stage.gatewayCpu().get().toMillis() - cpuBefore) / 1000.0;
            Settled settled =
                    Settled.of(gateway, petition, Ledger.of(ofSigners, ofAttackers), settleMax);
            Evidence.OfFlood evidence =
                    new Evidence.OfFlood(
                            settled.reconciliation(),
                            settled.published(),
                            signers,
                            quiet,
                            besideForgers,
                            ofSigners.statesOf(settled.rows()),
                            forgers,
                            volume,
                            Map.of(
                                    "gateway",
                                    gatewayCpuS,
                                    "forgers",
                                    forgers.cpuSeconds(),
                                    "volume",
                                    volume.cpuSeconds()));
            return Verdict.of(
                    NAME, FloodCriteria.of(evidence, limits), evidence, notes(stage, forgers));
        }
    }

    private static DoubleSpend.Result ended(Future<DoubleSpend.Result> races)
            throws InterruptedException {
        try {
            return races.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("races end with figures", e.getCause());
        }
    }

    private static VolumePlan volume(Stage stage, FloodPlan plan) {
        Settings.Flood flood = stage.settings().flood();
        return new VolumePlan(
                stage.target().publicSide().getPort(),
                flood.kind(),
                flood.connections(),
                flood.rate(),
                stage.settings().seconds() + LEAD_S + TRAIL_S,
                Attackers.sources(stage),
                false,
                new Magazine(plan, stage.clock()).load());
    }

    private static FloodPlan plan(Stage stage, RehearsalPetition petition, HonestWork work)
            throws InterruptedException {
        Settings settings = stage.settings();
        int sendingS = Math.max(2, settings.seconds() - START_S);
        int rampS = Math.min(RAMP_S_MAX, sendingS / 2);
        return new FloodPlan(
                stage.target().publicSide().toString(),
                petition.slug(),
                Attackers.sources(settings),
                settings.flood().forgersRate(),
                rampS,
                sendingS - rampS,
                stage.random().nextLong(),
                work.take(PIECES_OF_WORK),
                work.solve(PIECES_OF_WORK),
                work.sign(PIECES_OF_WORK));
    }

    private static List<String> notes(Stage stage, FloodFigures forgers) {
        List<String> notes = new ArrayList<>(stage.notes());
        forgers.attacks().stream()
                .filter(attack -> attack.sent() == 0 && !attack.needed())
                .forEach(attack ->
                        notes.add(
                                "no %s work was tried: a challenge outlasts this run"
                                        .formatted(attack.kind())));
        if (forgers.usersStarted() == 0) {
            notes.add("the forgers did not come; gatling/gatling.log says why");
        }
        return notes;
    }
}
