package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Crowd;
import org.rempart.loadtests.signer.Doors;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.PostTally;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.target.Consent;
import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.LastingGateway;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.OutageCriteria;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /// How the database goes away, and for how long.
    ///
    /// @param seconds how long it is away, 5 to 600
    /// @param brief whether it is the short form, which every build plays on whatever machine
    record Extent(DatabaseOutage.Kind kind, int seconds, boolean brief) {
        private static final int SECONDS = 60;

        private static final int SECONDS_SHORT = 10;

        static Extent of(Given given) {
            return new Extent(
                    given.choice("outage.kind", DatabaseOutage.Kind.KILL),
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

    private OutageRehearsal(Extent extent) {
        this.extent = extent;
    }

    static OutageRehearsal of(Given given) {
        return new OutageRehearsal(Extent.of(given));
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
        try (Deployment deployment = Deployment.start(run, 1, settings.challengeBase());
                GatewayClient client =
                        new GatewayClient(
                                deployment.gateways().getFirst().target(),
                                run.clock(),
                                run.random())) {
            Duration longest = extent.during().plus(Crowd.GRACE);
            return switch (client.consent(settings.signersRate() * REQUESTS_A_SIGNER, longest)) {
                case Consent.Refused(String why) -> new Ending.Refused(why);
                case Consent.Granted _ -> new Ending.Judged(outage(run, deployment, client));
            };
        }
    }

    private Verdict outage(Run run, Deployment deployment, GatewayClient client)
            throws IOException, InterruptedException {
        Settings settings = run.settings();
        LastingGateway gateway = deployment.gateways().getFirst();
        RehearsalPetition petition = new RehearsalPetition(run.random());
        client.createPetition(petition);
        Ledger ledger = new Ledger();
        PostTally posts = new PostTally();
        String page = gateway.target().publicSide() + "/petitions/" + petition.slug();
        Audience audience = new Audience(Doors.one(page), Patience.OF_THE_PAGE, 0, posts);
        try (DatabaseOutage outage =
                        new DatabaseOutage(extent.kind(), extent.seconds(), deployment, posts);
                Solvers solvers = new Solvers(SOLVER_THREADS);
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Crowd crowd =
                    new Crowd(audience, new People(run.random()), solvers, ledger, run.random());
            Future<?> happens =
                    beside.submit(() -> {
                        Thread.sleep(extent.before());
                        outage.happen(client, petition, ledger);
                        return true;
                    });
            SignerFigures signers = crowd.come(settings.signersRate(), extent.during());
            ended(happens);
            Settled settled = Settled.of(client, petition, ledger, Settled.WAIT_MAX);
            Evidence.OfOutage evidence =
                    new Evidence.OfOutage(
                            settled.reconciliation(),
                            settled.published(),
                            signers,
                            outage.figures(),
                            Map.of("gateway", deployment.gatewayCpuS()));
            return Verdict.of(
                    NAME, OutageCriteria.of(evidence, extent.brief()), evidence, notes(settings));
        }
    }

    private static void ended(Future<?> happens) throws IOException, InterruptedException {
        try {
            happens.get();
        } catch (ExecutionException e) {
            throw new IOException("the outage broke off: " + e.getCause(), e.getCause());
        }
    }

    private List<String> notes(Settings settings) {
        List<String> notes = new ArrayList<>();
        if (extent.brief()) {
            notes.add(
                    "the short form: the median of the answers is held to the limit, not their p99");
        }
        notes.add(
                "challenge.base was %,d instead of 500,000, because the signers' work is done on the gateway's machine"
                        .formatted(settings.challengeBase()));
        return notes;
    }
}
