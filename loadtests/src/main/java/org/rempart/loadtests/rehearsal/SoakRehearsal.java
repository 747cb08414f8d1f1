package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.flood.FloodPlan;
import org.rempart.loadtests.flood.Magazine;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.target.OperatorView;
import org.rempart.loadtests.verdict.AttackFigures;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.SoakCriteria;
import org.rempart.loadtests.verdict.SoakFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.VolumeFigures;
import org.rempart.loadtests.volume.VolumeKind;
import org.rempart.loadtests.volume.VolumePlan;
import org.rempart.loadtests.volume.VolumeProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A day's clients in ten minutes: each takes a challenge and posts twice, through a proxy that
/// names them, and is never seen again. Nothing in the gateway may grow with their number.
final class SoakRehearsal implements Rehearsal {
    static final String NAME = "soak";

    /// The proxy; signers come directly, each from an address of their own.
    private static final String PROXY = "127.0.0.1";

    /// The clients of a machine begin where those of the one before would end if it had the most
    /// there may be: ten machines use up the addresses there are.
    private static final long CLIENTS_A_MACHINE = 10_000_000;

    /// Connections a proxy keeps.
    private static final int CONNECTIONS = 64;

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    /// The pace above what is needed, and the time beyond it: a machine that has just begun loses
    /// some, and there have to be clients still when the last look is taken.
    private static final double HEADROOM = 1.1;

    private static final int TRAIL_S = 3;

    private static final int SOLVER_THREADS = 2;

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Duration LOOK_MAX = Duration.ofSeconds(1);

    private static final Duration TAIL_MAX = Duration.ofMinutes(3);

    private final Extent extent;
    private final Limits limits;

    /// How many come in what time.
    ///
    /// @param sources distinct clients, 1,000 to 10,000,000
    /// @param seconds how long, 15 to 3,000
    record Extent(int sources, int seconds) {
        private static final int SOURCES = 1_000_000;

        private static final int SOURCES_SHORT = 50_000;

        private static final int SECONDS = 600;

        private static final int SECONDS_SHORT = 30;

        static Extent of(Given given) {
            boolean brief = given.brief();
            return new Extent(
                    given.part("soak.sources", brief ? SOURCES_SHORT : SOURCES, 1_000, 10_000_000),
                    given.number("soak.seconds", brief ? SECONDS_SHORT : SECONDS, 15, 3_000));
        }

        /// Requests a second.
        private int rate() {
            long requests = (long) sources * Magazine.SHOTS_A_CLIENT;
            return (int) Math.ceil(requests * HEADROOM / seconds);
        }
    }

    private SoakRehearsal(Extent extent, Limits limits) {
        this.extent = extent;
        this.limits = limits;
    }

    static SoakRehearsal of(Given given) {
        return new SoakRehearsal(Extent.of(given), given.limits(NAME));
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
    public Set<Need> needs() {
        return Set.of(Need.FORWARDED_SOURCES);
    }

    @Override
    public String announcement(Settings settings) {
        return "%d s: %,d clients through one proxy, %d genuine signers a second"
                .formatted(extent.seconds(), extent.sources(), settings.signersRate());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Settings settings = run.settings();
        Map<String, String> variables =
                Map.of(
                        "REMPART_CHALLENGE_BASE",
                        Integer.toString(settings.challengeBase()),
                        "REMPART_SOURCE_TRUSTED_PROXIES",
                        PROXY + "/32");
        return Stages.play(run, Wanted.one(variables, List.of()), List.of(), this::playOn);
    }

    /// Plays on a gateway that stands already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        int rate = extent.rate() + stage.settings().signersRate() * REQUESTS_A_SIGNER;
        Duration longest = Duration.ofSeconds(extent.seconds()).plus(TAIL_MAX);
        return Scene.judge(stage, rate, longest, this::soak);
    }

    private Verdict soak(Scene scene) throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ledger = new Ledger();
        Duration third = Duration.ofSeconds(extent.seconds()).dividedBy(3);
        try (Solvers solvers = new Solvers(SOLVER_THREADS);
                VolumeProcess clients = VolumeProcess.start(stage.folder().resolve("volume"));
                HeapWatch heap = new HeapWatch(stage);
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Signers crowds = scene.signers(stage.people(), solvers, ledger);
            clients.begin(volume(stage, plan(scene)));
            Future<?> watching = beside.submit(heap);
            scene.begins(Scene.WARM_UP);
            crowds.come(third.dividedBy(2)); // for the machine to warm up
            scene.begins(SoakCriteria.AT_FIRST);
            SignerFigures atFirst = crowds.come(third.dividedBy(2));
            double heapThird = heap.onceCollected();
            long filesThird = heap.files();
            scene.begins("in the second third");
            crowds.come(third);
            scene.begins(SoakCriteria.AT_LAST);
            SignerFigures atLast = crowds.come(third);
            long filesEnd = heap.files();
            VolumeFigures volume = clients.figures();
            watching.cancel(true);
            double heapEnd = heap.onceCollected();
            SoakFigures soak =
                    new SoakFigures(
                            extent.sources(),
                            sent(volume) / Magazine.SHOTS_A_CLIENT,
                            heapThird,
                            heapEnd,
                            heap.mostMib(),
                            filesThird,
                            filesEnd);
            Map<String, Part> parts = new LinkedHashMap<>();
            parts.put(SoakCriteria.SOAK, soak);
            parts.put(SoakCriteria.VOLUME, volume);
            Evidence evidence =
                    scene.settle(ledger)
                            .evidence(
                                    Crowds.judged(SoakCriteria.AT_LAST, atLast)
                                            .after(SoakCriteria.AT_FIRST, atFirst),
                                    ledger,
                                    Map.of(
                                            "gateway",
                                            stage.gatewayCpuS(),
                                            "volume",
                                            volume.cpuSeconds()),
                                    parts);
            return Verdict.of(
                    NAME,
                    SoakCriteria.threat(soak),
                    SoakCriteria.of(evidence, limits),
                    evidence,
                    stage.notes());
        }
    }

    private static long sent(VolumeFigures volume) {
        return volume.attacks().stream().mapToLong(AttackFigures::sent).sum();
    }

    private static FloodPlan plan(Scene scene) {
        return new FloodPlan(
                scene.stage().target().publicSide().toString(),
                scene.petition().slug(),
                List.of(PROXY),
                0,
                0,
                0,
                scene.stage().random().nextLong(),
                List.of(),
                List.of(),
                List.of());
    }

    private VolumePlan volume(Stage stage, FloodPlan plan) {
        return new VolumePlan(
                stage.publicSide(),
                VolumeKind.CLOSED,
                CONNECTIONS,
                extent.rate(),
                extent.seconds() + TRAIL_S,
                stage.departures().from(List.of(PROXY)),
                true,
                (stage.settings().share().machine() - 1) * CLIENTS_A_MACHINE,
                new Magazine(plan, stage.clock()).ofClients());
    }

    /// Looks at the heap while the clients come. Of one thread beside the one that asks.
    private static final class HeapWatch implements Runnable, AutoCloseable {
        private final Optional<Backstage> backstage;
        private final OperatorView view;
        private volatile double most;

        HeapWatch(Stage stage) {
            this.backstage = stage.backstage();
            this.view = new OperatorView(stage.target());
        }

        @Override
        public void run() {
            try {
                while (true) {
                    view.metrics(LOOK_MAX)
                            .ifPresent(page -> most = Math.max(most, Heap.usedMib(page)));
                    Thread.sleep(LOOK_EVERY);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // told to end
            }
        }

        double mostMib() {
            return most;
        }

        /// Files and sockets the gateway holds; negative where nobody here may look.
        long files() throws IOException {
            return backstage.isPresent() ? backstage.get().files() : -1;
        }

        /// Negative where nobody here can have it collected.
        double onceCollected() throws IOException, InterruptedException {
            if (backstage.isEmpty()) {
                return -1;
            }
            backstage.get().collectHeap();
            return view.metrics(LOOK_MAX)
                    .map(Heap::usedMib)
                    .orElseThrow(() -> new IOException("the gateway shows no metrics"));
        }

        @Override
        public void close() {
            view.close();
        }
    }
}
