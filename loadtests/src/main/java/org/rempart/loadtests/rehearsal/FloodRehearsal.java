package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.flood.DoubleSpend;
import org.rempart.loadtests.flood.FloodPlan;
import org.rempart.loadtests.flood.FloodProcess;
import org.rempart.loadtests.flood.Magazine;
import org.rempart.loadtests.machine.ProcessCpu;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.FloodCriteria;
import org.rempart.loadtests.verdict.FloodFigures;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.VolumeCriteria;
import org.rempart.loadtests.verdict.VolumeFigures;
import org.rempart.loadtests.volume.VolumeKind;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /// For the machine to warm up: on one core, the forgers' process starts in the time of the
    /// first signers, and a generator that has code to compile then is late.
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private static final int RAMP_S_MAX = 3;

    /// Gatling's process is up after about 2 s; the signers come before, during and after the
    /// forgers.
    private static final int START_S = 2;

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

    /// What a challenge lives at the calm level, and with that the most it lives in a rehearsal.
    private static final int VALIDITY_S = 600;

    /// Time for the forgers to start, and to misuse what was taken before.
    private static final int VALIDITY_S_MIN = 8;

    private final Extent extent;
    private final Limits limits;
    private final Duration settleMax;

    /// How much comes, and how.
    ///
    /// @param kind how the volume is driven
    /// @param connections connections of the volume, 1 to 19,000: what a process may have open
    /// @param rate requests a second of the volume, at most, 10 to 45,000: a gateway consents to
    ///   50,000 from all together
    /// @param forgersRate requests a second of those who take, solve, forge and replay, 10 to 5,000
    record Extent(VolumeKind kind, int connections, int rate, int forgersRate) {
        private static final int RATE = 40_000;

        /// A quarter more than a flood has to be.
        private static final int RATE_PACED = 25_000;

        /// On whatever machine a build runs.
        private static final int RATE_SHORT = 5_000;

        /// Every kind of forgery a hundred times in the short form; more belongs to the volume.
        private static final int FORGERS_RATE = 300;

        static Extent of(Given given) {
            VolumeKind kind = given.choice("flood.kind", VolumeKind.CLOSED);
            int rate = kind == VolumeKind.PACED ? RATE_PACED : RATE;
            return new Extent(
                    kind,
                    given.part("flood.connections", kind.connections(), 1, 19_000),
                    given.part("flood.rate", given.brief() ? RATE_SHORT : rate, 10, 45_000),
                    given.part("forgers.rate", FORGERS_RATE, 10, 5_000));
        }
    }

    static FloodRehearsal of(Given given) {
        return new FloodRehearsal(Extent.of(given), given.limits(NAME), Settled.WAIT_MAX);
    }

    /// @param settleMax how long the gateway may take after the last signer until its figures are
    ///   right
    FloodRehearsal(Extent extent, Limits limits, Duration settleMax) {
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
        return true;
    }

    @Override
    public String announcement(Settings settings) {
        return "%d s: %d genuine signers a second; forgers at %,d requests a second, nobody, then a volume (%s) of up to %,d from %d sources"
                .formatted(
                        settings.seconds() * ACTS,
                        settings.signersRate(),
                        extent.forgersRate(),
                        extent.kind().label(),
                        extent.rate(),
                        Attackers.sources(settings).size());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Settings settings = run.settings();
        return Stages.play(
                run,
                Wanted.one(variables(settings), notes(settings)),
                List.of(),
                stage -> playOn(stage, true));
    }

    /// A gateway whose challenges are cheap and short-lived.
    static Map<String, String> variables(Settings settings) {
        return Map.of(
                "REMPART_CHALLENGE_BASE",
                Integer.toString(settings.challengeBase()),
                "REMPART_CHALLENGE_VALIDITY",
                validityS(settings) + "s");
    }

    /// What a verdict has to say about it.
    static List<String> notes(Settings settings) {
        return List.of(
                settings.challengeBaseNote(),
                ("challenges lived %d s instead of 600, so that some of the"
                                + " flood's work had expired")
                        .formatted(validityS(settings)));
    }

    /// How long a challenge lives during the run: more than half of an act, so that most of the
    /// attackers' work is good, and less than all of it, so that some has honestly expired. In a
    /// short act none can expire before the forgers have started.
    static int validityS(Settings settings) {
        return Math.clamp(settings.seconds() * 6L / 10, VALIDITY_S_MIN, VALIDITY_S);
    }

    /// Plays on a gateway that stands already.
    ///
    /// @param gatlingReport whether Gatling writes its own report beside it
    Ending playOn(Stage stage, boolean gatlingReport) throws IOException, InterruptedException {
        Settings settings = stage.settings();
        int rate =
                extent.rate()
                        + extent.forgersRate()
                        + settings.signersRate() * REQUESTS_A_SIGNER
                        + DoubleSpend.RACERS;
        Duration longest = Duration.ofSeconds((long) settings.seconds() * ACTS).plus(TAIL_MAX);
        return Scene.judge(stage, rate, longest, scene -> flood(scene, gatlingReport));
    }

    private Verdict flood(Scene scene, boolean gatlingReport)
            throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ofAttackers = new Ledger();
        Ledger ofSigners = new Ledger();
        double cpuBeforeS = stage.gatewayCpuS();
        double ownCpuBeforeS = ProcessCpu.ownS();
        try (Solvers solvers = new Solvers(SOLVER_THREADS)) {
            String page = scene.page();
            People people = stage.people();
            HonestWork work =
                    new HonestWork(page, Attackers.addresses(stage), people, solvers, ofAttackers);
            Signers crowds = scene.signers(people, solvers, ofSigners);
            scene.begins(Scene.WARM_UP);
            crowds.come(WARM_UP);
            List<HonestWork.Unspent> stakes = work.solve(RACES);
            DoubleSpend races =
                    new DoubleSpend(page, Attackers.addresses(stage), people, ofAttackers);
            SignerFigures besideForgers;
            FloodFigures forgers;
            try (FloodProcess gatling =
                            FloodProcess.start(
                                    plan(scene, work),
                                    stage.folder().resolve("gatling"),
                                    gatlingReport);
                    ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<DoubleSpend.Result> raced =
                        beside.submit(
                                () -> races.run(stakes, crowds.during().dividedBy(RACES + 1)));
                scene.begins(FloodCriteria.BESIDE_FORGERS);
                besideForgers = crowds.come();
                DoubleSpend.Result result = ended(raced);
                forgers = gatling.figures().plus(result.figures(), result.otherReceipts());
            }
            VolumeAct.Seen seen =
                    new VolumeAct(
                                    extent.kind(),
                                    extent.connections(),
                                    extent.rate(),
                                    Attackers.sources(stage))
                            .play(
                                    crowds,
                                    () -> new Magazine(plan(scene, work), stage.clock()).load());
            VolumeFigures volume = seen.volume();
            double gatewayCpuS = stage.gatewayCpuS() - cpuBeforeS;
            double ownCpuS = ProcessCpu.ownS() - ownCpuBeforeS;
            Settled settled = scene.settle(Ledger.of(ofSigners, ofAttackers), settleMax);
            Map<String, Part> parts = new LinkedHashMap<>();
            parts.put(VolumeCriteria.VOLUME, volume);
            parts.put(FloodCriteria.FORGERS, forgers);
            Evidence evidence =
                    settled.evidence(
                            Crowds.judged(VolumeCriteria.FLOODED, seen.beside())
                                    .after(FloodCriteria.BESIDE_FORGERS, besideForgers)
                                    .after(VolumeCriteria.QUIET, seen.quiet()),
                            ofSigners,
                            Map.of(
                                    "gateway",
                                    gatewayCpuS,
                                    "genuine signers",
                                    ownCpuS,
                                    "forgers",
                                    forgers.cpuSeconds(),
                                    "volume",
                                    volume.cpuSeconds()),
                            parts);
            return Verdict.of(
                    NAME,
                    VolumeCriteria.threat(volume),
                    FloodCriteria.of(evidence, limits),
                    evidence,
                    notes(stage, forgers));
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

    private FloodPlan plan(Scene scene, HonestWork work) throws InterruptedException {
        Stage stage = scene.stage();
        Settings settings = stage.settings();
        int sendingS = Math.max(2, settings.seconds() - START_S);
        int rampS = Math.min(RAMP_S_MAX, sendingS / 2);
        return new FloodPlan(
                stage.target().publicSide().toString(),
                scene.petition().slug(),
                stage.departures().from(Attackers.sources(settings)),
                extent.forgersRate(),
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
