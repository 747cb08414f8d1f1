package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.crash.Campaign;
import org.rempart.loadtests.crash.StrikePlan;
import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Crowd;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.PostTally;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.target.LastingGateway;
import org.rempart.loadtests.verdict.Acknowledgement;
import org.rempart.loadtests.verdict.CrashCriteria;
import org.rempart.loadtests.verdict.CrashFigures;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// The crash campaign: two gateways and their PostgreSQL are killed, frozen and restarted at random
/// moments while genuine signers come; in the end every acknowledgement is held against every row.
final class CrashRehearsal implements Rehearsal {
    static final String NAME = "crash";

    private static final int GATEWAYS = 2;

    /// Page, challenge, post, and a retry for each.
    private static final int REQUESTS_A_SIGNER = 6;

    /// One in twenty posts the same again: often enough to meet every kind of moment.
    private static final int AGAIN_ONE_IN = 20;

    private static final int SOLVER_THREADS = 2;

    /// Work is not what is rehearsed here, and those who could not come for seconds all solve at
    /// once, at the price of a gateway under pressure.
    private static final int CHALLENGE_BASE = 1_000;

    /// Signers come as long as blows fall, and on a slow machine these take longer than planned: by
    /// so much at most.
    private static final int SLOWNESS_MAX = 3;

    private final Extent extent;
    private final Limits limits;

    /// How much falls on whom.
    ///
    /// @param kills SIGKILLs, 1 to 300: a gateway consents for an hour at most
    /// @param rate genuine signers a second, 10 to 500
    record Extent(int kills, int rate) {
        private static final int KILLS = 200;

        /// Enough to hit every victim in every way, in a minute.
        private static final int KILLS_SHORT = 20;

        private static final int RATE = 100;

        static Extent of(Given given) {
            return new Extent(
                    given.number("crash.kills", given.brief() ? KILLS_SHORT : KILLS, 1, 300),
                    given.number("crash.rate", RATE, 10, 500));
        }
    }

    private CrashRehearsal(Extent extent, Limits limits) {
        this.extent = extent;
        this.limits = limits;
    }

    static CrashRehearsal of(Given given) {
        return new CrashRehearsal(Extent.of(given), given.limits(NAME));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean inEveryBuild() {
        return true;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.OWN_GATEWAYS);
    }

    @Override
    public String alone() {
        return "its plan of blows is for gateways and a database of its own";
    }

    @Override
    public String announcement(Settings settings) {
        return "%d SIGKILLs in %d s, seed %d: %d gateways on one PostgreSQL, %d genuine signers a second"
                .formatted(
                        extent.kills(),
                        plan(settings).lasts().toSeconds(),
                        settings.seed(),
                        GATEWAYS,
                        extent.rate());
    }

    private StrikePlan plan(Settings settings) {
        return StrikePlan.of(settings.seed(), extent.kills(), GATEWAYS);
    }

    private static Duration longest(StrikePlan plan) {
        return plan.lasts().multipliedBy(SLOWNESS_MAX);
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Map<String, String> variables =
                Map.of(
                        "REMPART_CHALLENGE_BASE",
                        Integer.toString(CHALLENGE_BASE),
                        // each life is to be long enough for its end
                        "REMPART_HTTP_WARM_UP",
                        "0s");
        try (Deployment deployment = Deployment.start(run, GATEWAYS, variables, "")) {
            return Scene.judge(
                    Stage.of(run, deployment, notes(run)),
                    extent.rate() * REQUESTS_A_SIGNER,
                    longest(plan(run.settings())).plus(Crowd.GRACE),
                    scene -> crash(scene, deployment));
        }
    }

    private Verdict crash(Scene scene, Deployment deployment)
            throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ledger = new Ledger();
        PostTally posts = new PostTally();
        StrikePlan plan = plan(stage.settings());
        try (Campaign campaign = new Campaign(plan, deployment.gateways(), deployment.database());
                Solvers solvers = new Solvers(SOLVER_THREADS, Solvers.WAITING_MAX_AFTER_CRASHES);
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Audience audience =
                    new Audience(scene.doors(), Patience.THROUGH_CRASHES, AGAIN_ONE_IN, posts);
            Crowd crowd = scene.crowd(audience, stage.people(), solvers, ledger);
            scene.begins("kills and hangs");
            Future<?> blows =
                    beside.submit(() -> {
                        campaign.run();
                        return true;
                    });
            SignerFigures signers = crowd.come(extent.rate(), longest(plan), () -> !blows.isDone());
            ended(blows);
            scene.begins("no more of them");
            for (LastingGateway gateway : deployment.gateways()) {
                gateway.awaitReady();
            }
            double drainedAfterS =
                    Backlogs.awaitEmpty(
                            deployment.gateways(),
                            Duration.ofSeconds((long) Math.ceil(limits.of(Limit.DRAINED_S))));
            CrashFigures figures =
                    figures(stage, deployment, campaign, ledger, posts, drainedAfterS);
            Evidence evidence =
                    scene.settle(ledger)
                            .evidence(
                                    Crowds.alone(signers),
                                    ledger,
                                    Map.of("gateways", stage.gatewayCpuS()),
                                    Map.of(CrashCriteria.CRASH, figures));
            return Verdict.of(
                    NAME,
                    CrashCriteria.threat(figures),
                    CrashCriteria.of(evidence, limits),
                    evidence,
                    stage.notes());
        }
    }

    private static void ended(Future<?> blows) throws IOException, InterruptedException {
        try {
            blows.get();
        } catch (ExecutionException e) {
            throw new IOException("the campaign broke off: " + e.getCause(), e.getCause());
        }
    }

    private CrashFigures figures(
            Stage stage,
            Deployment deployment,
            Campaign campaign,
            Ledger ledger,
            PostTally posts,
            double drainedAfterS)
            throws InterruptedException {
        List<LastingGateway> gateways = deployment.gateways();
        return new CrashFigures(
                stage.settings().seed(),
                extent.kills(),
                campaign.kills(),
                campaign.done(),
                ledger.acknowledgements().stream()
                        .collect(
                                Collectors.groupingBy(
                                        CrashRehearsal::status, Collectors.counting())),
                posts.all(),
                ledger.unanswered().values().stream().mapToLong(Long::longValue).sum(),
                campaign.inDoubt(),
                gateways.stream().mapToLong(LastingGateway::lives).sum(),
                gateways.stream().mapToLong(LastingGateway::endedByItself).sum(),
                campaign.stopsOutOfOrder(),
                campaign.journalRowsMax(),
                drainedAfterS);
    }

    private static String status(Acknowledgement acknowledgement) {
        return Integer.toString(acknowledgement.status());
    }

    private List<String> notes(Run run) {
        return List.of(
                ("the same plan of blows again: -Drehearsal=crash -Drehearsal.seed=%d"
                                + " -Dcrash.kills=%d")
                        .formatted(run.settings().seed(), extent.kills()),
                "batches in doubt are a lower bound: a killed gateway takes with it what it counted"
                        + " after the last look, at most 200 ms before",
                Settings.challengeBaseNote(CHALLENGE_BASE));
    }
}
