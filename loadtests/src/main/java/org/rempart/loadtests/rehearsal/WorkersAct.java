package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Crowd;
import org.rempart.loadtests.signer.Doors;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.PostWatch;
import org.rempart.loadtests.signer.PriceTally;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.signer.SourceAddresses;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.verdict.CostFigures;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.WorkersFigures;
import org.rempart.loadtests.worker.Core;
import org.rempart.loadtests.worker.Workers;
import org.rempart.loadtests.worker.WorkersPlan;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/// Workers against one gateway: other workers warm it up, the workers come beside genuine signers,
/// and then signers come alone, for a measure of what the gateway costs without an attack.
final class WorkersAct {
    /// Cores of each source.
    static final int CORES = 4;

    private static final int SIGNERS_RATE = 5;

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    /// Workers' requests a second, more than this machine answers.
    private static final int RATE = 30_000;

    /// All that an act sends, a second.
    private static final int RATE_IN_ALL = RATE + SIGNERS_RATE * REQUESTS_A_SIGNER;

    /// Sources of the warm-up: others, so that those of the attack are rested.
    private static final int SOURCES_WARM_UP = 35;

    /// Some ten thousand requests, by when most of the gateway is compiled.
    private static final Duration WARM_UP_MAX = Duration.ofSeconds(5);

    /// What the attack leaves behind is not of quiet times: refusals that are held back, and the
    /// compiler's queue.
    private static final Duration SETTLE_MAX = Duration.ofSeconds(10);

    /// Measured behind the attack, when nothing is left to be compiled: before it, what is would
    /// count as what the gateway takes without it.
    private static final Duration QUIET_MAX = Duration.ofSeconds(30);

    /// What the last signers and held back refusals of each of three parts may take.
    private static final Duration TAIL_MAX = Crowd.GRACE.multipliedBy(3);

    private final WorkersStage stage;
    private final int sources;
    private final Duration during;
    private final PriceTally prices;
    private final Ledger ofSigners = new Ledger();
    private final People people;

    /// @param sources where the workers come from, 1 to [Attackers#SOURCES]
    /// @param during how long the workers go on
    /// @param prices gets what genuine signers are asked for, beside the workers and behind them
    WorkersAct(WorkersStage stage, int sources, Duration during, PriceTally prices) {
        this.stage = stage;
        this.sources = sources;
        this.during = during;
        this.prices = prices;
        this.people = stage.stage().people();
    }

    /// What was seen.
    ///
    /// @param ofSigners what genuine signers were promised
    record Seen(
            Settled settled,
            Ledger ofSigners,
            SignerFigures signers,
            WorkersFigures workers,
            CostFigures costs) {}

    /// Plays it. Blocks.
    Scene.Played<Seen> play() throws IOException, InterruptedException {
        Duration longest = WARM_UP_MAX.plus(SETTLE_MAX).plus(QUIET_MAX).plus(during).plus(TAIL_MAX);
        return Scene.play(stage.stage(), RATE_IN_ALL, longest, this::seen);
    }

    private Seen seen(Scene scene) throws IOException, InterruptedException {
        List<InetAddress> all =
                SourceAddresses.apart(Attackers.SOURCES + SOURCES_WARM_UP).stream()
                        .map(InetAddress::ofLiteral)
                        .toList();
        scene.begins(Scene.WARM_UP);
        workers(
                        newPetition(scene),
                        all.subList(Attackers.SOURCES, all.size()),
                        shorter(WARM_UP_MAX),
                        new Ledger())
                .work();
        RehearsalPetition petition = scene.petition();
        Ledger ofWorkers = new Ledger();
        Workers workers = workers(petition, all.subList(0, sources), during, ofWorkers);
        try (Solvers solvers = new Solvers(1)) {
            Reading before = reading();
            scene.begins("beside the workers");
            SignerFigures signers =
                    Beside.workers(workers, () -> crowd(scene, solvers).come(SIGNERS_RATE, during));
            Reading after = reading();
            Thread.sleep(shorter(SETTLE_MAX));
            Reading quiet = reading();
            scene.begins("quiet again");
            crowd(scene, solvers).come(SIGNERS_RATE, shorter(QUIET_MAX));
            CostFigures costs = costs(before, after, quiet, reading());
            Settled settled = scene.settle(Ledger.of(ofSigners, ofWorkers));
            return new Seen(settled, ofSigners, signers, workers.figures(settled.rows()), costs);
        }
    }

    private Duration shorter(Duration longest) {
        return during.compareTo(longest) < 0 ? during : longest;
    }

    private RehearsalPetition newPetition(Scene scene) throws IOException, InterruptedException {
        RehearsalPetition petition = new RehearsalPetition(stage.stage().random());
        scene.gateway().createPetition(petition);
        return petition;
    }

    private Workers workers(
            RehearsalPetition petition,
            List<InetAddress> sources,
            Duration longest,
            Ledger ledger) {
        return new Workers(
                new WorkersPlan(
                        stage.stage().publicSide(),
                        "/petitions/" + petition.slug(),
                        sources,
                        CORES,
                        Core.FAST,
                        RATE,
                        longest,
                        stage.stage().departures()),
                ledger);
    }

    private Crowd crowd(Scene scene, Solvers solvers) {
        Audience audience =
                new Audience(
                        Doors.one(scene.page()), Patience.OF_THE_PAGE, 0, PostWatch.NONE, prices);
        return scene.crowd(audience, people, solvers, ofSigners);
    }

    private record Reading(long nanos, Duration gateway, Duration database) {}

    private Reading reading() throws IOException {
        return new Reading(
                System.nanoTime(),
                stage.stage().gatewayCpu().get().orElseThrow(),
                stage.database().soFar());
    }

    private static CostFigures costs(Reading before, Reading after, Reading quiet, Reading end) {
        return new CostFigures(
                (end.nanos() - quiet.nanos()) / 1e9,
                seconds(end.gateway().minus(quiet.gateway())),
                seconds(end.database().minus(quiet.database())),
                (after.nanos() - before.nanos()) / 1e9,
                seconds(after.gateway().minus(before.gateway())),
                seconds(after.database().minus(before.database())));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
