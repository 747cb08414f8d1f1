package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.PostWatch;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.signer.SourceAddresses;
import org.rempart.loadtests.target.Target;
import org.rempart.loadtests.verdict.Comparison;
import org.rempart.loadtests.verdict.Criteria;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.worker.Core;
import org.rempart.loadtests.worker.Guise;
import org.rempart.loadtests.worker.Hoard;
import org.rempart.loadtests.worker.HoardFigures;
import org.rempart.loadtests.worker.HoardPlan;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// 218 servers (Noël sans Amazon, 2020) that take challenges while it is quiet, at a rate nobody
/// notices, solve them, and post all they have in one moment, to both of two gateways: a price that
/// follows the pressure comes too late for work that is done already. Genuine signers come beside
/// it (33 a second, Revoke Article 50, 2019).
final class HoardRehearsal implements Rehearsal {
    static final String NAME = "hoard";

    static final String HOARDED = "while it was hoarded";

    static final String RELEASED = "as it was released";

    static final String HOARD = "hoard";

    private static final int GATEWAYS = 2;

    /// What each source solves: more than it may have counted at both gateways, and no more than it
    /// may ask for at once (`budget.requests`, 400) and have recorded.
    private static final int PIECES_A_SOURCE = 200;

    private static final int CORES = 4;

    /// `challenge.base` and `challenge.ceiling` at the scale of [Core#FAST].
    private static final int BASE = 500_000 / Core.FAST.scale();

    private static final int CEILING = 32_000_000 / Core.FAST.scale();

    /// Ten times the usual `budget.requests`.
    private static final String REQUESTS_HURRIED = "100/s burst 4000";

    /// Posts a second as all is released, at most: more than this machine answers.
    private static final int RATE = 20_000;

    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /// Signers come for a moment before it is released.
    private static final Duration LEAD = Duration.ofSeconds(1);

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    private static final int SOLVER_THREADS = 2;

    /// Refusals that are held back on each connection, one after another, and the last signers.
    private static final Duration TAIL_MAX = Duration.ofSeconds(150);

    private final Extent extent;
    private final Limits limits;
    private final Duration settleMax;

    /// How much is hoarded: 200 challenges a source.
    ///
    /// @param sources where they come from, 1 to 218
    /// @param seconds for how long they hoard, 5 to 480: less than a challenge lives
    record Extent(int sources, int seconds) {
        private static final int SECONDS = 300;

        private static final int SECONDS_SHORT = 8;

        /// A machine that is shared with others gives them their challenges in time.
        private static final int SOURCES_SHORT = 10;

        static Extent of(Given given) {
            return new Extent(
                    given.part(
                            "hoard.sources",
                            given.brief() ? SOURCES_SHORT : Attackers.SOURCES,
                            1,
                            Attackers.SOURCES),
                    given.number("hoard.seconds", given.brief() ? SECONDS_SHORT : SECONDS, 5, 480));
        }

        private int pieces() {
            return sources * PIECES_A_SOURCE;
        }

        /// Whether a source asks more often than it may for long (`budget.requests`, 10 a second),
        /// so that this would hold it before it has hoarded enough.
        private boolean hurried() {
            return PIECES_A_SOURCE > 5 * seconds;
        }

        private double rate() {
            return (double) pieces() / seconds;
        }
    }

    /// @param settleMax how long the gateways may take after the last signer until their figures
    ///   are right
    HoardRehearsal(Extent extent, Limits limits, Duration settleMax) {
        this.extent = extent;
        this.limits = limits;
        this.settleMax = settleMax;
    }

    static HoardRehearsal of(Given given) {
        return new HoardRehearsal(Extent.of(given), given.limits(NAME), Settled.WAIT_MAX);
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
        return String.format(
                Locale.ROOT,
                "%d s and %d s: %d sources hoard %,d solved challenges, then post all of them at once to %d gateways; %d genuine signers a second",
                extent.seconds(),
                settings.seconds(),
                extent.sources(),
                extent.pieces(),
                GATEWAYS,
                settings.signersRate());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        return Stages.play(
                run,
                Wanted.several(GATEWAYS, variables(), notes()),
                List.of(
                        "a source may have its budget counted at each gateway: what one has counted the other does not know"),
                this::playOn);
    }

    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("REMPART_CHALLENGE_BASE", Integer.toString(BASE));
        variables.put("REMPART_CHALLENGE_CEILING", Integer.toString(CEILING));
        if (extent.hurried()) {
            variables.put("REMPART_BUDGET_REQUESTS", REQUESTS_HURRIED);
        }
        return variables;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                "prices are %,d times what these gateways asked for (challenge.base %d, challenge.ceiling %d): the work was done on their machine, and the rest of its time waited for"
                        .formatted(Core.FAST.scale(), BASE, CEILING));
        if (extent.hurried()) {
            notes.add(
                    "budget.requests was %s, because what takes minutes was hoarded in %d s"
                            .formatted(REQUESTS_HURRIED, extent.seconds()));
        }
        return notes;
    }

    /// Plays on gateways that stand already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        Settings settings = stage.settings();
        int rate = settings.share().of(RATE) + settings.signersRate() * REQUESTS_A_SIGNER;
        Duration longest =
                Duration.ofSeconds((long) extent.seconds() + settings.seconds()).plus(TAIL_MAX);
        return Scene.judge(stage, rate, longest, this::hoard);
    }

    private Verdict hoard(Scene scene) throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ofSigners = new Ledger();
        Ledger ofHoarders = new Ledger();
        Hoard hoard = new Hoard(plan(scene), ofHoarders);
        Audience audience = new Audience(scene.doors(), Patience.OF_THE_PAGE, 0, PostWatch.NONE);
        People people = stage.people();
        try (Solvers solvers = new Solvers(SOLVER_THREADS);
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            int rate = stage.settings().signersRate();
            // for the machine to warm up: what is cold waits longer, and is no measure
            scene.begins(Scene.WARM_UP);
            scene.crowd(audience, people, solvers, ofSigners).come(rate, WARM_UP);
            scene.begins(HOARDED);
            Future<?> hoarding = beside.submit(() -> ended(hoard::collect));
            SignerFigures quiet =
                    scene.crowd(audience, people, solvers, ofSigners)
                            .come(rate, Duration.ofSeconds(extent.seconds()));
            hoarding.get();
            Future<?> releasing =
                    beside.submit(() -> {
                        Thread.sleep(LEAD);
                        scene.begins(RELEASED);
                        return ended(hoard::release);
                    });
            SignerFigures signers =
                    scene.crowd(audience, people, solvers, ofSigners)
                            .come(rate, Duration.ofSeconds(stage.settings().seconds()));
            releasing.get();
            Settled settled = scene.settle(Ledger.of(ofSigners, ofHoarders), settleMax);
            HoardFigures figures = hoard.figures(settled.rows());
            Evidence evidence =
                    settled.evidence(
                            Crowds.judged(RELEASED, signers).after(HOARDED, quiet),
                            ofSigners,
                            Map.of(
                                    "gateways",
                                    stage.gatewayCpuS(),
                                    "hoarders (simulated)",
                                    figures.cpuSeconds()),
                            Map.of(HOARD, figures));
            return Verdict.of(NAME, threat(figures), criteria(evidence), evidence, stage.notes());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a hoard ends with figures", e.getCause());
        }
    }

    private interface Act {
        void play() throws InterruptedException;
    }

    private static boolean ended(Act act) throws InterruptedException {
        act.play();
        return true;
    }

    private HoardPlan plan(Scene scene) throws InterruptedException {
        Stage stage = scene.stage();
        List<PublicSide> gateways = stage.gateways().stream().map(Target::gate).toList();
        List<InetAddress> sources =
                stage
                        .settings()
                        .share()
                        .some(extent.sources(), SourceAddresses.apart(Attackers.SOURCES))
                        .stream()
                        .map(InetAddress::ofLiteral)
                        .toList();
        return new HoardPlan(
                gateways,
                scene.path(),
                sources,
                CORES,
                scene.core(),
                Arrivals.steady(extent.rate(), Duration.ofSeconds(extent.seconds())),
                stage.settings().seed(),
                stage.settings().share().of(RATE),
                Guise.OF_2020,
                stage.departures());
    }

    private static String threat(HoardFigures hoard) {
        return String.format(
                Locale.ROOT,
                "%,d solved challenges that %d servers had hoarded and posted at once",
                hoard.posted(),
                hoard.sources());
    }

    /// Judges, criterion by criterion.
    List<Criterion> criteria(Evidence evidence) {
        HoardFigures hoard = evidence.part(HOARD, HoardFigures.class);
        SignerFigures quiet = evidence.crowds().came(HOARDED);
        SignerFigures signers = evidence.signers();
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(
                Criteria.atMost(
                                Of.SERVICE,
                                "no source gets more than its budget counted",
                                hoard.countedOfOneMost(),
                                countedMost(hoard))
                        .advising(
                                "One address got more signatures counted than it may. See"
                                        + " budget.signatures, and that proxies in front hand on"
                                        + " the sender's address."));
        all.add(Criteria.success(signers, limits.successRate()));
        all.add(
                Criteria.success(
                        "genuine signers got through " + HOARDED, quiet, limits.successRate()));
        all.add(Criteria.counted(evidence.states(), limits.countedRate()));
        all.add(
                Comparison.of(
                                "genuine signers do not wait much longer",
                                quiet,
                                signers,
                                limits.waitRatio(),
                                limits.waitFloorMs())
                        .advising(
                                "What was released at once stood in genuine signers' way. See what"
                                        + " the gateways were pressed by, and let a challenge live"
                                        + " less long (challenge.validity), so that less can be"
                                        + " hoarded."));
        all.addAll(Criteria.came("hoarded", quiet, limits.latenessP99Ms()));
        all.addAll(Criteria.came("released", signers, limits.latenessP99Ms()));
        all.addAll(offered(hoard));
        return all;
    }

    /// Of one source, at all gateways together: each has budgets in its own memory.
    private long countedMost(HoardFigures hoard) {
        return hoard.gateways() * limits.ofOneSource(hoard.sendingS());
    }

    private List<Criterion> offered(HoardFigures hoard) {
        return List.of(
                Criteria.atLeast(
                                Of.GENERATOR,
                                "more was hoarded than may be counted",
                                hoard.posted(),
                                hoard.sources() * (countedMost(hoard) + 1))
                        .advising(
                                "Too few challenges were given or solved. See what the gateway"
                                        + " answered: a hoard that is refused challenges is held"
                                        + " by budget.challenges or budget.requests, and proves"
                                        + " nothing of budget.signatures."),
                Criteria.atLeast(
                                Of.GENERATOR,
                                "all connections posted within the first second",
                                hoard.postedInFirstSecond(),
                                (long) (hoard.connections() * limits.of(Limit.AT_ONCE)))
                        .advising(
                                "What was released did not come at once. Give the generator more"
                                        + " cores, or set hoard.sources lower."));
    }
}
