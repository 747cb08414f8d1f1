package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Crowd;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.signer.SourceAddresses;
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
import org.rempart.loadtests.watcher.WatchersFigures;
import org.rempart.loadtests.watcher.WatchersPlan;
import org.rempart.loadtests.watcher.WatchersProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;

/// Nobody attacks: the petition is on television. Ten signers a second, day and night (Second
/// referendum, UK, 2016), become 33 (nearly 2,000 a minute, Revoke Article 50, UK, 2019), and 100
/// while everybody watches; and 100,000 pages ask for the count every ten seconds (the same one,
/// 80,000 to 100,000, with several crashes).
final class SpikeRehearsal implements Rehearsal {
    static final String NAME = "spike";

    static final String QUIET = "while it was quiet";

    static final String AROUND = "before and after the tip";

    static final String TIP = "at the tip";

    static final String WATCHERS = "watchers";

    /// Segments of [Arrivals#televised].
    private static final int QUIET_SEGMENT = 0;

    private static final int TIP_SEGMENT = 4;

    /// Segments of it are as long as that part, or shorter.
    private static final int PART = 6;

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    private static final int SOLVER_THREADS = 2;

    private static final int WARM_UP_S_MAX = 3;

    /// What the last signers and reads may take beyond the plan.
    private static final Duration TAIL_MAX = Duration.ofMinutes(2);

    private final Extent extent;
    private final Limits limits;

    /// How large it is.
    ///
    /// @param seconds how long signers come, 6 to 3,600; the tip is a sixth of it
    /// @param watchers pages that watch the count, 10 to 200,000
    record Extent(int seconds, int watchers) {
        /// Each sixth is a minute.
        private static final int SECONDS = 360;

        private static final int SECONDS_SHORT = 18;

        private static final int WATCHERS = WatchersPlan.RATE * WatchersPlan.EVERY_S;

        /// On whatever machine a build runs.
        private static final int WATCHERS_SHORT = WATCHERS / 10;

        static Extent of(Given given) {
            return new Extent(
                    given.number(
                            "spike.seconds", given.brief() ? SECONDS_SHORT : SECONDS, PART, 3_600),
                    given.part(
                            "spike.watchers",
                            given.brief() ? WATCHERS_SHORT : WATCHERS,
                            WatchersPlan.EVERY_S,
                            200_000));
        }

        private int reads() {
            return watchers / WatchersPlan.EVERY_S;
        }

        private int partS() {
            return seconds / PART;
        }

        private Arrivals arrivals(Share share) {
            return share.of(Arrivals.televised(Duration.ofSeconds(seconds)));
        }
    }

    SpikeRehearsal(Extent extent, Limits limits) {
        this.extent = extent;
        this.limits = limits;
    }

    static SpikeRehearsal of(Given given) {
        return new SpikeRehearsal(Extent.of(given), given.limits(NAME));
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
        Arrivals arrivals = extent.arrivals(settings.share());
        return String.format(
                Locale.ROOT,
                "%d s: from %.0f genuine signers a second to %.0f, %,d in all; %,d pages watch the count",
                extent.seconds(),
                arrivals.lowest(),
                arrivals.highest(),
                Math.round(arrivals.expected()),
                extent.watchers());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Settings settings = run.settings();
        Map<String, String> variables =
                Map.of("REMPART_CHALLENGE_BASE", Integer.toString(settings.challengeBase()));
        return Stages.play(
                run,
                Wanted.one(variables, List.of(settings.challengeBaseNote())),
                List.of(),
                this::playOn);
    }

    /// Plays on a gateway that stands already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        Arrivals arrivals = extent.arrivals(stage.settings().share());
        int rate = extent.reads() + (int) Math.ceil(arrivals.highest()) * REQUESTS_A_SIGNER;
        Duration longest = Duration.ofSeconds(extent.seconds() + WARM_UP_S_MAX).plus(TAIL_MAX);
        return Scene.judge(stage, rate, longest, this::spike);
    }

    private Verdict spike(Scene scene) throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ledger = new Ledger();
        People people = stage.people();
        Arrivals arrivals = extent.arrivals(stage.settings().share());
        try (Solvers solvers = new Solvers(SOLVER_THREADS);
                ExecutorService crowds = Executors.newVirtualThreadPerTaskExecutor()) {
            scene.begins(Scene.WARM_UP);
            scene.signers(people, solvers, ledger)
                    .come(Duration.ofSeconds(Math.min(WARM_UP_S_MAX, extent.partS())));
            WatchersFigures watchers;
            List<Future<SignerFigures>> came = new ArrayList<>();
            try (WatchersProcess watching =
                    WatchersProcess.start(
                            watchers(stage, scene.path()), stage.folder().resolve("watchers"))) {
                scene.begins(QUIET);
                scene.begins("it is on television", arrivals.begin(QUIET_SEGMENT + 1));
                scene.begins(TIP, arrivals.begin(TIP_SEGMENT));
                scene.begins("after the tip", arrivals.begin(TIP_SEGMENT + 1));
                // at the same time, each with nobody in the others' segments
                for (IntPredicate segments :
                        List.<IntPredicate>of(
                                number -> number == QUIET_SEGMENT,
                                number -> number != QUIET_SEGMENT && number != TIP_SEGMENT,
                                number -> number == TIP_SEGMENT)) {
                    Crowd crowd =
                            scene.crowd(
                                    Audience.of(scene.page(), Patience.OF_THE_PAGE),
                                    people,
                                    solvers,
                                    ledger);
                    came.add(crowds.submit(() -> crowd.come(arrivals.only(segments))));
                }
                for (Future<SignerFigures> crowd : came) {
                    crowd.get();
                }
                watchers = watching.figures();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a crowd ends with figures", e.getCause());
            }
            Evidence evidence =
                    scene.settle(ledger)
                            .evidence(
                                    Crowds.judged(TIP, came.get(2).resultNow())
                                            .after(AROUND, came.get(1).resultNow())
                                            .after(QUIET, came.get(0).resultNow()),
                                    ledger,
                                    Map.of(
                                            "gateway",
                                            stage.gatewayCpuS(),
                                            "watchers",
                                            watchers.cpuSeconds()),
                                    Map.of(WATCHERS, watchers));
            return Verdict.of(
                    NAME, threat(arrivals, watchers), criteria(evidence), evidence, stage.notes());
        }
    }

    /// All of them watch when the signers begin to be many.
    private WatchersPlan watchers(Stage stage, String path) {
        int groups = Math.ceilDiv(extent.reads(), WatchersPlan.READS_A_SOURCE);
        List<String> sources =
                stage.settings()
                        .share()
                        .some(groups, SourceAddresses.ofWatchers(SourceAddresses.SCATTERED_MAX));
        return new WatchersPlan(
                List.of(stage.publicSide()),
                path + "/count.json",
                extent.reads(),
                WatchersPlan.EVERY_S * 1_000,
                stage.departures().from(sources),
                extent.partS() * 1_000,
                (extent.seconds() - extent.partS()) * 1_000,
                stage.settings().seed(),
                stage.departures().forwardedFor(sources));
    }

    private static String threat(Arrivals arrivals, WatchersFigures watchers) {
        return String.format(
                Locale.ROOT,
                "a television minute: %.0f genuine signers a second, %,d pages that watch the count",
                arrivals.highest(),
                watchers.watchers());
    }

    private List<Criterion> criteria(Evidence evidence) {
        SignerFigures quiet = evidence.crowds().came(QUIET);
        SignerFigures around = evidence.crowds().came(AROUND);
        SignerFigures tip = evidence.crowds().came(TIP);
        WatchersFigures watchers = evidence.part(WATCHERS, WatchersFigures.class);
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(Criteria.success(tip, limits.successRate()));
        all.add(
                Criteria.success(
                        "genuine signers got through " + AROUND, around, limits.successRate()));
        all.add(
                Criteria.success(
                        "genuine signers got through " + QUIET, quiet, limits.successRate()));
        all.add(Criteria.counted(evidence.states(), limits.countedRate()));
        all.add(
                Comparison.of(
                                "genuine signers do not wait much longer at the tip",
                                quiet,
                                tip,
                                limits.waitRatio(),
                                limits.waitFloorMs())
                        .advising(
                                "The gateway or its database is too small for such a minute. See"
                                        + " what pressed it, and give that one more cores or"
                                        + " faster disks; watchers can be kept off by a cache in"
                                        + " front that keeps the count for a second."));
        all.addAll(served(watchers));
        all.addAll(Criteria.came("quiet", quiet, limits.latenessP99Ms()));
        all.addAll(Criteria.came("around the tip", around, limits.latenessP99Ms()));
        all.addAll(Criteria.came("tip", tip, limits.latenessP99Ms()));
        all.add(
                Criteria.quick(
                        Of.GENERATOR,
                        "watchers asked on time (p99)",
                        watchers.lateness().p99(),
                        limits.latenessP99Ms()));
        // half of them are there while they join
        double due = extent.reads() * (extent.seconds() - extent.partS() / 2.0);
        all.add(
                Criteria.addedUp(
                        Criteria.atLeast(
                                Of.GENERATOR,
                                "watchers asked for the count",
                                watchers.due(),
                                Math.max(1, (long) (due * limits.usersStarted())))));
        return all;
    }

    private List<Criterion> served(WatchersFigures watchers) {
        return List.of(
                Criteria.part(
                                Of.SERVICE,
                                "who watches is told the count",
                                watchers.served(),
                                limits.successRate())
                        .advising(
                                "Pages ask every ten seconds and are not told. See which answers"
                                        + " they got: 429 says that budget.requests is too small"
                                        + " for what comes from one address, no answer that the"
                                        + " gateway has too few connections."),
                Criteria.quick(
                                Of.SERVICE,
                                "who watches is told soon (p99)",
                                watchers.waited().p99(),
                                limits.of(Limit.COUNT_MS))
                        .advising(
                                "The count reaches those who watch late. Put a cache in front"
                                        + " that keeps it for a second, or give the gateway more"
                                        + " cores."));
    }
}
