package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.flood.DoubleSpend;
import org.rempart.loadtests.flood.FloodPlan;
import org.rempart.loadtests.flood.FloodProcess;
import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Crowd;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.signer.SourceAddresses;
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

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// 218 sources flood every route with work that is missing, forged, spent or never done, while
/// genuine signers come as they did at the peak of the largest petition.
///
/// 218 is how many servers one owner sent against "Noël sans Amazon" in November 2020.
final class FloodRehearsal implements Rehearsal {
    static final String NAME = "flood";

    private static final int SOURCES = 218;

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    private static final int RAMP_S_MAX = 3;

    /// Gatling's process is up after about 2 s; the signers come before, during and after the
    /// flood.
    private static final int START_S = 2;

    /// What replays and tampering draw on: a few, so that each is used often.
    private static final int PIECES_OF_WORK = 20;

    /// Races for one piece of work, spread over the run.
    private static final int RACES = 30;

    /// Solving takes what is left of the machine: at N = 20,000 and 33 signers a second, 7 % of a
    /// core.
    private static final int SOLVER_THREADS = 2;

    /// How long sending may take beyond the signers' time: the longest of Gatling's start and end
    /// and the last signers' retries.
    private static final Duration TAIL_MAX = Duration.ofSeconds(75);

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
        return "%d s: %,d hostile requests a second from %d sources, %d genuine signers a second"
                .formatted(
                        settings.seconds(), settings.floodRate(), SOURCES, settings.signersRate());
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
                    settings.floodRate()
                            + settings.signersRate() * REQUESTS_A_SIGNER
                            + DoubleSpend.RACERS;
            Duration longest = Duration.ofSeconds(settings.seconds()).plus(TAIL_MAX);
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
        Ledger ledger = new Ledger();
        SignerFigures signers;
        FloodFigures flood;
        long cpuBefore = stage.gatewayCpu().get().toMillis();
        try (Solvers solvers = new Solvers(SOLVER_THREADS)) {
            String page = stage.target().publicSide() + "/petitions/" + petition.slug();
            People people = new People(stage.random());
            HonestWork work = new HonestWork(page, sources(), people, solvers, ledger);
            FloodPlan plan = plan(stage, petition, work);
            List<HonestWork.Unspent> stakes = work.solve(RACES);
            DoubleSpend doubleSpend = new DoubleSpend(page, sources(), people, ledger);
            Crowd crowd =
                    new Crowd(
                            Audience.of(page, Patience.OF_THE_PAGE),
                            people,
                            solvers,
                            ledger,
                            stage.random());
            Duration during = Duration.ofSeconds(stage.settings().seconds());
            try (FloodProcess attackers =
                            FloodProcess.start(
                                    plan,
                                    stage.folder().resolve("gatling"),
                                    stage.gatlingReport());
                    ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<DoubleSpend.Result> races =
                        beside.submit(() -> doubleSpend.run(stakes, during.dividedBy(RACES + 1)));
                signers = crowd.come(stage.settings().signersRate(), during);
                DoubleSpend.Result raced = ended(races);
                flood = attackers.figures().plus(raced.figures(), raced.otherReceipts());
            }
        }
        double gatewayCpuS = (stage.gatewayCpu().get().toMillis() - cpuBefore) / 1000.0;
        Settled settled = Settled.of(gateway, petition, ledger, settleMax);
        Evidence.OfFlood evidence =
                new Evidence.OfFlood(
                        settled.reconciliation(),
                        settled.published(),
                        signers,
                        flood,
                        Map.of("gateway", gatewayCpuS, "flood", flood.cpuSeconds()));
        return Verdict.of(NAME, FloodCriteria.of(evidence, limits), evidence, notes(stage, flood));
    }

    private static DoubleSpend.Result ended(Future<DoubleSpend.Result> races)
            throws InterruptedException {
        try {
            return races.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("races end with figures", e.getCause());
        }
    }

    private static List<InetAddress> sources() {
        return SourceAddresses.ofAttackers(SOURCES).stream().map(InetAddress::ofLiteral).toList();
    }

    private static FloodPlan plan(Stage stage, RehearsalPetition petition, HonestWork work)
            throws InterruptedException {
        Settings settings = stage.settings();
        int sendingS = Math.max(2, settings.seconds() - START_S);
        int rampS = Math.min(RAMP_S_MAX, sendingS / 2);
        return new FloodPlan(
                stage.target().publicSide().toString(),
                petition.slug(),
                SOURCES,
                settings.floodRate(),
                rampS,
                sendingS - rampS,
                stage.random().nextLong(),
                work.take(PIECES_OF_WORK),
                work.solve(PIECES_OF_WORK),
                work.sign(PIECES_OF_WORK));
    }

    private static List<String> notes(Stage stage, FloodFigures flood) {
        List<String> notes = new ArrayList<>(stage.notes());
        flood.attacks().stream()
                .filter(attack -> attack.sent() == 0 && !attack.needed())
                .forEach(attack ->
                        notes.add(
                                "no %s work was tried: a challenge outlasts this run"
                                        .formatted(attack.kind())));
        if (flood.usersStarted() == 0) {
            notes.add("the flood did not start; gatling/gatling.log says why");
        }
        return notes;
    }
}
