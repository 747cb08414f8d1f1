package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Wave1Criteria;
import org.rempart.loadtests.verdict.WaveFigures;
import org.rempart.loadtests.worker.Core;
import org.rempart.loadtests.worker.Guise;
import org.rempart.loadtests.worker.Tempo;
import org.rempart.loadtests.worker.TempoFigures;
import org.rempart.loadtests.worker.Workers;
import org.rempart.loadtests.worker.WorkersPlan;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The first wave against "Noël sans Amazon", night of 17–18 November 2020: 218 servers of one
/// owner forge signatures, most under one name and with addresses of a pattern, at about 5 a
/// second; then a hundred times that, which the same servers could have sent. Here they do the work
/// for each. Genuine signers come meanwhile, 33 a second (Revoke Article 50, UK, 2019).
final class Wave1Rehearsal implements Rehearsal {
    static final String NAME = "wave1";

    /// Requests a second of all servers: a challenge and a post each, and half as many again for
    /// those that come late.
    private static final int RATE = (int) (Tempo.HUNDREDFOLD_RATE * 2 * 1.5);

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    private static final int SOLVER_THREADS = 2;

    /// What the last signers and held back refusals may take.
    private static final Duration TAIL_MAX = Duration.ofSeconds(90);

    private final Extent extent;
    private final Limits limits;

    /// How many come, and how long they go on.
    ///
    /// @param sources servers, 1 to 218
    /// @param cores of each server
    /// @param seconds how long they go on at each of the two rates, 3 to 1,800
    record Extent(int sources, int cores, int seconds) {
        /// One solves five challenges a second at the highest price, twice what falls to it. More
        /// would only hold more connections, of which a /24 gets 2,000.
        private static final int CORES = 1;

        /// 60,000 at the higher rate: "several tens of thousands" came that night.
        private static final int SECONDS = 120;

        /// 5,000 at the higher rate: a quarter more than a /24 may have counted at once.
        private static final int SECONDS_SHORT = 10;

        static Extent of(Given given) {
            return new Extent(
                    given.part("wave1.sources", Attackers.SOURCES, 1, Attackers.SOURCES),
                    CORES,
                    given.number(
                            "wave1.seconds", given.brief() ? SECONDS_SHORT : SECONDS, 3, 1_800));
        }

        private Tempo.Due tempo(Share share) {
            Duration each = Duration.ofSeconds(seconds);
            Tempo.Due wave = Tempo.wave(each, each);
            return new Tempo.Due(share.of(wave.forgeries()), wave.seed());
        }
    }

    Wave1Rehearsal(Extent extent, Limits limits) {
        this.extent = extent;
        this.limits = limits;
    }

    static Wave1Rehearsal of(Given given) {
        return new Wave1Rehearsal(Extent.of(given), given.limits(NAME));
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
        return "%d s and %d s: %d servers forge %.0f, then %.0f signatures a second under few names, beside %d genuine signers a second"
                .formatted(
                        extent.seconds(),
                        extent.seconds(),
                        extent.sources(),
                        settings.share().of(Tempo.HISTORIC_RATE),
                        settings.share().of(Tempo.HUNDREDFOLD_RATE),
                        settings.signersRate());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        return Stages.play(
                run, Wanted.one(WorkersRehearsal.guarded(), notes()), List.of(), this::playOn);
    }

    private static List<String> notes() {
        return List.of(
                "prices are %,d times what this gateway asked for: the work was done on its machine, and the rest of its time waited for"
                        .formatted(Core.FAST.scale()));
    }

    /// Plays on a gateway that stands already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        Share share = stage.settings().share();
        int rate = share.of(RATE) + stage.settings().signersRate() * REQUESTS_A_SIGNER;
        Duration longest = extent.tempo(share).lasts().plus(TAIL_MAX);
        return Scene.judge(stage, rate, longest, this::wave);
    }

    private Verdict wave(Scene scene) throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ofSigners = new Ledger();
        Ledger ofForgers = new Ledger();
        Tempo.Due tempo = extent.tempo(stage.settings().share());
        List<InetAddress> sources = Attackers.addresses(stage).subList(0, extent.sources());
        Workers forgers = new Workers(plan(scene, sources, tempo), ofForgers);
        double cpuBeforeS = stage.gatewayCpuS();
        try (Solvers solvers = new Solvers(SOLVER_THREADS)) {
            Signers crowds = scene.signers(stage.people(), solvers, ofSigners);
            scene.begins("5 forgeries a second");
            scene.begins("500 forgeries a second", Duration.ofSeconds(extent.seconds()));
            SignerFigures signers = Beside.workers(forgers, () -> crowds.come(tempo.lasts()));
            double gatewayCpuS = stage.gatewayCpuS() - cpuBeforeS;
            Settled settled = scene.settle(Ledger.of(ofSigners, ofForgers));
            TempoFigures kept = forgers.tempo();
            WaveFigures wave =
                    new WaveFigures(
                            forgers.figures(settled.rows()),
                            stage.settings().apart() ? sources.size() : 1,
                            kept.due(),
                            kept.begun(),
                            kept.lateness());
            Evidence evidence =
                    settled.evidence(
                            Crowds.alone(signers),
                            ofSigners,
                            Map.of(
                                    "gateway",
                                    gatewayCpuS,
                                    "forgers (simulated)",
                                    wave.forgers().cpuSeconds()),
                            Map.of(Wave1Criteria.WAVE, wave));
            return Verdict.of(
                    NAME,
                    Wave1Criteria.threat(wave),
                    Wave1Criteria.of(evidence, limits),
                    evidence,
                    stage.notes());
        }
    }

    private WorkersPlan plan(Scene scene, List<InetAddress> sources, Tempo tempo)
            throws InterruptedException {
        return new WorkersPlan(
                scene.stage().publicSide(),
                scene.path(),
                sources,
                extent.cores(),
                scene.core(),
                scene.stage().settings().share().of(RATE),
                tempo,
                Guise.OF_2020,
                scene.stage().departures());
    }
}
