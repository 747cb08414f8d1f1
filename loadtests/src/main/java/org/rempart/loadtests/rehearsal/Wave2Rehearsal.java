package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.flood.FloodPlan;
import org.rempart.loadtests.flood.Magazine;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.signer.SourceAddresses;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.VolumeCriteria;
import org.rempart.loadtests.verdict.Wave2Criteria;
import org.rempart.loadtests.volume.SlowProcess;
import org.rempart.loadtests.volume.VolumeKind;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The second wave against "Noël sans Amazon", 19 November 2020: millions of requests from about
/// 4,000 addresses, here to every route, and as fast as each is answered: pages, challenges, and
/// posts whose work is missing, forged, unsolved, expired or spent, or that are too large. Budgets
/// of single sources do not hold it: each of so many needs only a few requests a second. Genuine
/// signers come before and beside it, 33 a second (Revoke Article 50, UK, 2019).
final class Wave2Rehearsal implements Rehearsal {
    static final String NAME = "wave2";

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    private static final int ACTS = 2;

    private static final int SOLVER_THREADS = 2;

    /// Each kind of work that is misused: a few, so that each is used often.
    private static final int PIECES_OF_WORK = 20;

    /// Clocks of two processes, the rounding of seconds, and what a gateway allows beyond: a
    /// twentieth of a challenge's life.
    private static final Duration EXPIRED_FOR = Duration.ofSeconds(3);

    /// How long sending may take beyond the acts: work that has to expire, and the last signers'
    /// retries.
    private static final Duration TAIL_MAX = Duration.ofSeconds(150);

    private final Extent extent;
    private final Limits limits;
    private final Duration settleMax;

    /// How much comes.
    ///
    /// @param sources addresses, each with one connection, 1 to 19,000; fewer where the machine
    ///   gives no more sockets
    /// @param rate requests a second, at most, 10 to 45,000: a gateway consents to 50,000 from all
    ///   together
    record Extent(int sources, int rate) {
        private static final int SOURCES = 4_000;

        private static final int RATE = 40_000;

        /// On whatever machine a build runs.
        private static final int RATE_SHORT = 5_000;

        static Extent of(Given given) {
            return new Extent(
                    given.part("wave2.sources", SOURCES, 1, 19_000),
                    given.part("wave2.rate", given.brief() ? RATE_SHORT : RATE, 10, 45_000));
        }

        /// How many sources the machine gives.
        private int possible() {
            return Math.min(sources, SlowProcess.connectionsMax());
        }
    }

    static Wave2Rehearsal of(Given given) {
        return new Wave2Rehearsal(Extent.of(given), given.limits(NAME), Settled.WAIT_MAX);
    }

    /// @param settleMax how long the gateway may take after the last signer until its figures are
    ///   right
    Wave2Rehearsal(Extent extent, Limits limits, Duration settleMax) {
        this.extent = extent;
        this.limits = limits;
        this.settleMax = settleMax;
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
        return "%d s: %d genuine signers a second alone, then beside up to %,d requests a second from %,d addresses to every route"
                .formatted(
                        settings.seconds() * ACTS,
                        settings.signersRate(),
                        extent.rate(),
                        extent.possible());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Settings settings = run.settings();
        return Stages.play(
                run,
                Wanted.one(FloodRehearsal.variables(settings), FloodRehearsal.notes(settings)),
                notes(),
                this::playOn);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (extent.possible() < extent.sources()) {
            notes.add(
                    "%,d addresses instead of %,d: this machine gives a process no more files"
                            .formatted(extent.possible(), extent.sources()));
        }
        return notes;
    }

    /// Plays on a gateway that stands already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        Settings settings = stage.settings();
        int rate = extent.rate() + settings.signersRate() * REQUESTS_A_SIGNER;
        Duration longest =
                Duration.ofSeconds(
                                (long) settings.seconds() * ACTS
                                        + FloodRehearsal.validityS(settings))
                        .plus(TAIL_MAX);
        return Scene.judge(stage, rate, longest, this::wave);
    }

    private Verdict wave(Scene scene) throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ofSigners = new Ledger();
        Ledger ofBots = new Ledger();
        double cpuBeforeS = stage.gatewayCpuS();
        List<String> sources =
                stage.settings()
                        .share()
                        .some(
                                extent.possible(),
                                SourceAddresses.ofBots(SourceAddresses.SCATTERED_MAX));
        try (Solvers solvers = new Solvers(SOLVER_THREADS)) {
            People people = stage.people();
            HonestWork work = new HonestWork(scene.page(), some(sources), people, solvers, ofBots);
            List<HonestWork.Unspent> toExpire = work.solve(PIECES_OF_WORK);
            VolumeAct.Seen seen =
                    new VolumeAct(VolumeKind.CLOSED, sources.size(), extent.rate(), sources)
                            .play(
                                    scene.signers(people, solvers, ofSigners),
                                    () -> {
                                        awaitExpiry(toExpire, stage);
                                        return new Magazine(
                                                        plan(scene, sources, work, toExpire),
                                                        stage.clock())
                                                .load();
                                    });
            double gatewayCpuS = stage.gatewayCpuS() - cpuBeforeS;
            Evidence evidence =
                    scene.settle(Ledger.of(ofSigners, ofBots), settleMax)
                            .evidence(
                                    Crowds.judged(VolumeCriteria.FLOODED, seen.beside())
                                            .after(VolumeCriteria.QUIET, seen.quiet()),
                                    ofSigners,
                                    Map.of(
                                            "gateway",
                                            gatewayCpuS,
                                            "volume",
                                            seen.volume().cpuSeconds()),
                                    Map.of(VolumeCriteria.VOLUME, seen.volume()));
            return Verdict.of(
                    NAME,
                    VolumeCriteria.threat(seen.volume()),
                    Wave2Criteria.of(evidence, limits),
                    evidence,
                    stage.notes());
        }
    }

    /// Where the misused work comes from.
    private static List<InetAddress> some(List<String> sources) {
        return sources.stream().limit(PIECES_OF_WORK).map(InetAddress::ofLiteral).toList();
    }

    /// Waits until all of it has expired, if that comes as soon as the gateway was told.
    private static void awaitExpiry(List<HonestWork.Unspent> work, Stage stage)
            throws InterruptedException {
        long last = work.stream().mapToLong(HonestWork.Unspent::expiresS).max().orElse(0);
        Duration left = Duration.ofMillis(last * 1_000 - stage.clock().millis()).plus(EXPIRED_FOR);
        Duration longest =
                Duration.ofSeconds(FloodRehearsal.validityS(stage.settings())).plus(EXPIRED_FOR);
        if (left.isPositive() && left.compareTo(longest) <= 0) {
            Thread.sleep(left);
        }
    }

    private static FloodPlan plan(
            Scene scene, List<String> sources, HonestWork work, List<HonestWork.Unspent> expired)
            throws InterruptedException {
        return new FloodPlan(
                scene.stage().target().publicSide().toString(),
                scene.petition().slug(),
                sources,
                0,
                0,
                0,
                scene.stage().random().nextLong(),
                work.take(PIECES_OF_WORK),
                expired,
                work.sign(PIECES_OF_WORK));
    }
}
