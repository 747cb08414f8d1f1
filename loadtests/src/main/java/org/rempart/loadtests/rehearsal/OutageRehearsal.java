package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.database.PostgresServer;
import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Crowd;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.PostTally;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.OutageCriteria;
import org.rempart.loadtests.verdict.OutageFigures;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The database goes away under genuine signers, and comes back: nobody is refused, nobody waits,
/// and nothing is lost.
final class OutageRehearsal implements Rehearsal {
    static final String NAME = "outage";

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    private static final int SOLVER_THREADS = 2;

    private final Extent extent;
    private final Limits limits;

    /// How the database goes away, and for how long.
    ///
    /// @param commands what takes a deployment's database away, and what brings it back; both or
    ///   none
    /// @param seconds how long it is away, 5 to 600
    /// @param brief whether it is the short form, which every build plays on whatever machine
    record Extent(
            DatabaseSwitch.Kind kind, Optional<Commands> commands, int seconds, boolean brief) {
        private static final int SECONDS = 60;

        private static final int SECONDS_SHORT = 10;

        static Extent of(Given given) {
            return new Extent(
                    given.choice("outage.kind", DatabaseSwitch.Kind.KILL),
                    Commands.of(given),
                    given.number("outage.seconds", given.brief() ? SECONDS_SHORT : SECONDS, 5, 600),
                    given.brief());
        }

        /// Signers come a while before the outage, for their machine to warm up, and a while after
        /// it, so that the journal empties beside them.
        private Duration before() {
            return Duration.ofSeconds(brief ? 6 : 15);
        }

        private Duration during() {
            return before().plusSeconds(seconds).plusSeconds(brief ? 5 : 20);
        }
    }

    /// An operator's own.
    record Commands(String down, String up) {
        /// @throws IllegalArgumentException when there is one without the other
        static Optional<Commands> of(Given given) {
            String down = given.text("outage.down", "");
            String up = given.text("outage.up", "");
            if (down.isEmpty() != up.isEmpty()) {
                throw new IllegalArgumentException(
                        "outage.down and outage.up belong together: what takes the database away"
                                + " has to be brought back");
            }
            return down.isEmpty() ? Optional.empty() : Optional.of(new Commands(down, up));
        }
    }

    private OutageRehearsal(Extent extent, Limits limits) {
        this.extent = extent;
        this.limits = limits;
    }

    static OutageRehearsal of(Given given) {
        return new OutageRehearsal(Extent.of(given), given.limits(NAME));
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
        return extent.commands().isPresent() ? Set.of() : Set.of(Need.DATABASE_COMMANDS);
    }

    @Override
    public String alone() {
        return "the database goes away once, and only the machine that takes it away knows when";
    }

    @Override
    public String announcement(Settings settings) {
        return "%d s: the database goes away (%s) for %d of them, %d genuine signers a second"
                .formatted(
                        extent.during().toSeconds(),
                        extent.kind().label(),
                        extent.seconds(),
                        settings.signersRate());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Settings settings = run.settings();
        Map<String, String> variables =
                Map.of("REMPART_CHALLENGE_BASE", Integer.toString(settings.challengeBase()));
        return Stages.play(
                run,
                new Wanted(1, true, variables, List.of(settings.challengeBaseNote())),
                notes(),
                this::playOn);
    }

    /// Plays on a gateway that stands already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        return Scene.judge(
                stage,
                stage.settings().signersRate() * REQUESTS_A_SIGNER,
                extent.during().plus(Crowd.GRACE),
                this::outage);
    }

    private DatabaseSwitch database(Stage stage) {
        Optional<PostgresServer> ours = stage.backstage().flatMap(Backstage::database);
        if (ours.isPresent()) {
            return new DatabaseSwitch.OfServer(extent.kind(), ours.get());
        }
        Commands commands = extent.commands().orElseThrow();
        return new DatabaseSwitch.OfCommands(
                commands.down(), commands.up(), stage.folder().resolve("outage.log"));
    }

    private Verdict outage(Scene scene) throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ledger = new Ledger();
        PostTally posts = new PostTally();
        Audience audience = new Audience(scene.doors(), Patience.OF_THE_PAGE, 0, posts);
        try (DatabaseOutage outage =
                        new DatabaseOutage(
                                database(stage),
                                extent.seconds(),
                                limits.of(Limit.RECORDED_S),
                                stage,
                                posts);
                Solvers solvers = new Solvers(SOLVER_THREADS);
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Crowd crowd = scene.crowd(audience, stage.people(), solvers, ledger);
            scene.begins("while it was quiet");
            Future<?> happens =
                    beside.submit(() -> {
                        Thread.sleep(extent.before());
                        outage.happen(scene, ledger);
                        return true;
                    });
            SignerFigures signers = crowd.come(stage.settings().signersRate(), extent.during());
            ended(happens);
            Settled settled = scene.settle(ledger);
            OutageFigures figures = outage.figures();
            Evidence evidence =
                    settled.evidence(
                            Crowds.alone(signers),
                            ledger,
                            Map.of("gateway", stage.gatewayCpuS()),
                            Map.of(OutageCriteria.OUTAGE, figures));
            return Verdict.of(
                    NAME,
                    OutageCriteria.threat(figures),
                    OutageCriteria.of(evidence, limits, extent.brief()),
                    evidence,
                    stage.notes());
        }
    }

    private static void ended(Future<?> happens) throws IOException, InterruptedException {
        try {
            happens.get();
        } catch (ExecutionException e) {
            throw new IOException("the outage broke off: " + e.getCause(), e.getCause());
        }
    }

    private List<String> notes() {
        return extent.brief()
                ? List.of(
                        "the short form: the median of the answers is held to the limit, not their p99")
                : List.of();
    }
}
