package org.rempart.loadtests.rehearsal;

import static org.rempart.loadtests.verdict.Table.fact;

import org.rempart.loadtests.flood.DoubleSpend;
import org.rempart.loadtests.flood.Heat;
import org.rempart.loadtests.flood.ReplayFigures;
import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Crowd;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.PostWatch;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.signer.SourceAddresses;
import org.rempart.loadtests.verdict.Criteria;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Table;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Solved challenges that attackers have captured, posted to two gateways in the same moment, with
/// one content and with others: first work that nobody has posted yet, so that the gateways have to
/// decide between posts neither of them has seen, then work that has bought a signature, and in the
/// end the same content alone, as a page does that lost the answer. Genuine signers come beside it
/// at the peak of the largest petition (33 a second, Revoke Article 50, 2019).
///
/// A store that is asked first and written afterwards is a race that only this finds.
final class ReplayRehearsal implements Rehearsal {
    static final String NAME = "replay";

    static final String FRESH = "fresh work";

    static final String SPENT = "spent work";

    static final String RETRIED = "retries";

    private static final int GATEWAYS = 2;

    /// Page, challenge, post, and one retry.
    private static final int REQUESTS_A_SIGNER = 4;

    private static final int SOLVER_THREADS = 2;

    /// Honest work has ten seconds for each of these.
    private static final int PIECES_AT_ONCE = 50;

    /// The same content at both gateways.
    private static final Heat RETRY = new Heat(GATEWAYS, 0);

    /// Honest work for the largest number of pieces, and the last answers.
    private static final Duration TAIL_MAX = Duration.ofSeconds(450);

    /// What refuses a replay is to be what the gateways know of the work, and no budget.
    private static final String LARGER_BUDGETS = "127.0.0.1/32=100,127.0.1.0/24=100";

    private final Extent extent;
    private final Limits limits;
    private final Duration settleMax;

    /// How much is replayed.
    ///
    /// @param pieces pieces of work of each kind, 1 to 1,000
    /// @param posts of one piece in one moment, at most, half of them with one content, 2 to 20
    record Extent(int pieces, int posts) {
        private static final int PIECES = 200;

        private static final int PIECES_SHORT = 40;

        static Extent of(Given given) {
            return new Extent(
                    given.part("replay.pieces", given.brief() ? PIECES_SHORT : PIECES, 1, 1_000),
                    given.number("replay.posts", Heat.POSTS_MAX, 2, Heat.POSTS_MAX));
        }

        /// Fresh work, spent work, retries.
        private int races() {
            return 3 * pieces;
        }

        /// Two at two gateways are the sharpest race, and many find the busiest moment. Of another
        /// number than there are gateways, so that each begins at each of them.
        private List<Heat> heats() {
            return List.of(Heat.of(2), Heat.of(posts), Heat.of(Math.max(2, posts / 2)));
        }
    }

    /// What became of one kind of work.
    ///
    /// @param work which one, for a title
    record Replayed(String work, ReplayFigures races) implements Part {
        @Override
        public List<Table> tables() {
            List<Table> all = new ArrayList<>();
            all.add(
                    new Table.Facts(
                            work,
                            List.of(
                                    fact("pieces of work", "%,d", races.pieces()),
                                    fact("gateways", "%,d", races.gateways()),
                                    fact("posts", "%,d", races.posts()),
                                    fact("the first receipt", "%,d", races.firstReceipts()),
                                    fact("another receipt", "%,d", races.otherReceipts()),
                                    fact("bought one more signature", "%,d", races.bought()),
                                    fact("challenge_spent", "%,d", races.spent()),
                                    fact("and that to the winner", "%,d", races.turnedAway()),
                                    fact("no answer", "%,d", races.unanswered()))));
            if (!races.others().isEmpty()) {
                all.add(
                        new Table.Answers(
                                "Other answers: " + work,
                                List.of(Table.Asked.of("posts", races.others()))));
            }
            all.add(
                    new Table.Waits(
                            "From the first post of a moment to its last: " + work,
                            List.of(new Table.Wait("posts", races.moments()))));
            return all;
        }
    }

    /// @param settleMax how long the gateways may take after the last signer until their figures
    ///   are right
    ReplayRehearsal(Extent extent, Limits limits, Duration settleMax) {
        this.extent = extent;
        this.limits = limits;
        this.settleMax = settleMax;
    }

    static ReplayRehearsal of(Given given) {
        return new ReplayRehearsal(Extent.of(given), given.limits(NAME), Settled.WAIT_MAX);
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
        return "%d s: %d genuine signers a second at %d gateways; %d pieces of work nobody has posted and %d that have bought a signature, each posted up to %d times in one moment"
                .formatted(
                        settings.seconds(),
                        settings.signersRate(),
                        GATEWAYS,
                        extent.pieces(),
                        extent.pieces(),
                        extent.posts());
    }

    @Override
    public Ending play(Run run) throws IOException, InterruptedException {
        Map<String, String> variables =
                Map.of(
                        "REMPART_CHALLENGE_BASE",
                        Integer.toString(run.settings().challengeBase()),
                        "REMPART_SOURCE_LARGER_BUDGETS",
                        LARGER_BUDGETS);
        return Stages.play(
                run,
                Wanted.several(GATEWAYS, variables, notes(run.settings())),
                List.of(),
                this::playOn);
    }

    private static List<String> notes(Settings settings) {
        return List.of(
                settings.challengeBaseNote(),
                "the replayers' addresses had a hundred times the budgets of others, so that no budget could be what refused a replay");
    }

    /// Plays on gateways that stand already.
    Ending playOn(Stage stage) throws IOException, InterruptedException {
        Settings settings = stage.settings();
        int rate =
                settings.signersRate() * REQUESTS_A_SIGNER
                        + extent.races() * extent.posts() / settings.seconds()
                        + extent.posts();
        Duration longest = Duration.ofSeconds(settings.seconds()).plus(TAIL_MAX);
        return Scene.judge(stage, rate, longest, this::replay);
    }

    private Verdict replay(Scene scene) throws IOException, InterruptedException {
        Stage stage = scene.stage();
        Ledger ofSigners = new Ledger();
        Ledger ofAttackers = new Ledger();
        People people = stage.people();
        Duration during = Duration.ofSeconds(stage.settings().seconds());
        try (Solvers solvers = new Solvers(SOLVER_THREADS)) {
            List<InetAddress> sources =
                    stage
                            .settings()
                            .share()
                            .some(Heat.POSTS_MAX, SourceAddresses.ofAttackers(Attackers.SOURCES))
                            .stream()
                            .map(InetAddress::ofLiteral)
                            .toList();
            HonestWork work = new HonestWork(scene.page(), sources, people, solvers, ofAttackers);
            List<HonestWork.Unspent> fresh = taken(work::solve);
            List<HonestWork.Spent> spent = taken(work::sign);
            Races races =
                    heats ->
                            new DoubleSpend(
                                    scene.doors().pages(), heats, sources, people, ofAttackers);
            Duration pause = during.dividedBy(extent.races() + 1L);
            SignerFigures signers;
            Map<String, Part> parts = new LinkedHashMap<>();
            try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<SignerFigures> coming =
                        beside.submit(() ->
                                crowd(scene, people, solvers, ofSigners)
                                        .come(stage.settings().signersRate(), during));
                scene.begins("work nobody had posted");
                DoubleSpend.Result ofFresh = races.of(extent.heats()).run(fresh, pause);
                scene.begins("work that was spent");
                DoubleSpend.Result ofSpent = races.of(extent.heats()).replay(spent, pause);
                scene.begins("the same content again");
                DoubleSpend.Result again = races.of(List.of(RETRY)).replay(spent, pause);
                parts.put(FRESH, new Replayed("Work that nobody had posted", ofFresh.replays()));
                parts.put(
                        SPENT, new Replayed("Work that had bought a signature", ofSpent.replays()));
                parts.put(RETRIED, new Replayed("The same content, alone", again.replays()));
                signers = coming.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a crowd ends with figures", e.getCause());
            }
            Evidence evidence =
                    scene.settle(Ledger.of(ofSigners, ofAttackers), settleMax)
                            .evidence(
                                    Crowds.alone(signers),
                                    ofSigners,
                                    Map.of("gateways", stage.gatewayCpuS()),
                                    parts);
            return Verdict.of(NAME, threat(evidence), criteria(evidence), evidence, stage.notes());
        }
    }

    private interface Races {
        DoubleSpend of(List<Heat> heats);
    }

    private interface Source<T> {
        List<T> some(int count) throws InterruptedException;
    }

    private <T> List<T> taken(Source<T> source) throws InterruptedException {
        List<T> all = new ArrayList<>();
        for (int left = extent.pieces(); left > 0; left -= PIECES_AT_ONCE) {
            all.addAll(source.some(Math.min(left, PIECES_AT_ONCE)));
        }
        return all;
    }

    private static Crowd crowd(Scene scene, People people, Solvers solvers, Ledger ledger) {
        Audience audience = new Audience(scene.doors(), Patience.OF_THE_PAGE, 0, PostWatch.NONE);
        return scene.crowd(audience, people, solvers, ledger);
    }

    private static String threat(Evidence evidence) {
        ReplayFigures fresh = evidence.part(FRESH, Replayed.class).races();
        ReplayFigures spent = evidence.part(SPENT, Replayed.class).races();
        return String.format(
                Locale.ROOT,
                "%,d pieces of captured work, posted %,d times to %d gateways in as many moments",
                fresh.pieces() + spent.pieces(),
                fresh.posts() + spent.posts(),
                fresh.gateways());
    }

    private List<Criterion> criteria(Evidence evidence) {
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        for (String kind : List.of(FRESH, SPENT, RETRIED)) {
            ReplayFigures races = evidence.part(kind, Replayed.class).races();
            all.addAll(kept(" (%s)".formatted(kind), races));
            all.addAll(offered(" (%s)".formatted(kind), races));
        }
        all.add(
                Criteria.some(
                        Of.GENERATOR,
                        "somebody got a signature for fresh work",
                        evidence.part(FRESH, Replayed.class).races().firstReceipts()));
        SignerFigures signers = evidence.signers();
        all.add(Criteria.success(signers, limits.successRate()));
        all.add(Criteria.counted(evidence.states(), limits.countedRate()));
        all.addAll(Criteria.came(NAME, signers, limits.latenessP99Ms()));
        return all;
    }

    private static List<Criterion> kept(String kind, ReplayFigures races) {
        return List.of(
                Criteria.none("no work buys a second signature" + kind, races.bought())
                        .advising(
                                "Who has one solved challenge can sign as often as there are"
                                        + " gateways, or moments. See that all gateways use one"
                                        + " database; if they do, do not go live with them."),
                Criteria.none("a retry gets its first receipt" + kind, races.otherReceipts())
                        .advising(
                                "Signers who lose their connection and post again are told"
                                        + " something else than at first. See that all gateways"
                                        + " use one database, and run one version."),
                Criteria.none("what bought the signature is not spent" + kind, races.turnedAway())
                        .advising(
                                "Signers who lose their connection and post again are told that"
                                        + " their work is spent, as if they had cheated. See that"
                                        + " all gateways use one database, and run one version."));
    }

    private List<Criterion> offered(String kind, ReplayFigures races) {
        return List.of(
                Criteria.atLeast(
                                Of.GENERATOR,
                                "work was posted" + kind,
                                races.pieces(),
                                extent.pieces())
                        .advising(
                                "The gateway gave too little work to replay. See what it answers"
                                        + " to challenges and signatures, and play it with fewer"
                                        + " replay.pieces."),
                Criteria.none(Of.GENERATOR, "every post was answered" + kind, races.unanswered())
                        .advising(
                                "A post without an answer may have bought a signature. See"
                                        + " whether the gateways were alive all the time."),
                Criteria.quick(
                        Of.GENERATOR,
                        "one moment, from first to last post (p99)" + kind,
                        races.moments().p99(),
                        limits.of(Limit.MOMENT_MS)));
    }
}
