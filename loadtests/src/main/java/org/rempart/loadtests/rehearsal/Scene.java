package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Crowd;
import org.rempart.loadtests.signer.Doors;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.target.CountWatcher;
import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.OperatorView;
import org.rempart.loadtests.target.PetitionRemoval;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.target.Target;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.LoadFigures;
import org.rempart.loadtests.verdict.Published;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.Row;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.worker.Core;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What every rehearsal has in common once its gateways stand: each of them has consented, there is
/// a petition, and all that the gateways say and publish is looked at from the first request to the
/// last. Of one thread.
final class Scene {
    /// The name of an act that is no measure: what is cold waits longer.
    static final String WARM_UP = "warming up";

    private static final Duration POLL = Duration.ofMillis(500);

    private final Stage stage;
    private final Map<String, GatewayClient> clients;
    private final RehearsalPetition petition;
    private final Watch watch;
    private final Instant began;
    private Optional<LoadFigures> load = Optional.empty();

    private Scene(
            Stage stage,
            Map<String, GatewayClient> clients,
            RehearsalPetition petition,
            Watch watch) {
        this.stage = stage;
        this.clients = clients;
        this.petition = petition;
        this.watch = watch;
        this.began = stage.clock().instant();
    }

    /// What is played on it.
    interface Act<T> {
        T play(Scene scene) throws IOException, InterruptedException;
    }

    /// How that ended.
    sealed interface Played<T> {
        /// Before it began: a gateway does not consent.
        ///
        /// @param why a sentence for the operator
        record Refused<T>(String why) implements Played<T> {}

        /// With what it came to.
        record Done<T>(T result) implements Played<T> {}
    }

    /// Plays an act that ends with a verdict. Nothing is sent to gateways that do not consent.
    ///
    /// @param rate requests a second that each gateway may get of it, from this machine
    /// @param longest how long it may send
    static Rehearsal.Ending judge(Stage stage, int rate, Duration longest, Act<Verdict> act)
            throws IOException, InterruptedException {
        Act<Verdict> known =
                scene -> {
                    Verdict verdict = act.play(scene);
                    return scene.load
                            .map(load -> verdict.showing(LoadFigures.LOAD, load))
                            .orElse(verdict);
                };
        return switch (play(stage, rate, longest, known)) {
            case Played.Refused<Verdict>(String why) -> new Rehearsal.Ending.Refused(why);
            case Played.Done<Verdict>(Verdict verdict) -> new Rehearsal.Ending.Judged(verdict);
        };
    }

    /// The same with any act.
    static <T> Played<T> play(Stage stage, int rate, Duration longest, Act<T> act)
            throws IOException, InterruptedException {
        Map<String, GatewayClient> clients = new TreeMap<>();
        try {
            stage.named()
                    .forEach((name, target) ->
                            clients.put(
                                    name,
                                    new GatewayClient(target, stage.clock(), stage.random())));
            Settings settings = stage.settings();
            int whole = settings.share().whole(rate + CountWatcher.RATE);
            Duration ahead = settings.meeting().ahead(stage.clock().instant());
            return switch (Consents.of(stage, clients, whole, longest.plus(ahead))) {
                case Consents.Result.Refused(String why) -> new Played.Refused<>(why);
                case Consents.Result.Given(Consents consents) -> {
                    try (consents) {
                        yield consents.through(consented(stage, clients, act));
                    }
                }
            };
        } finally {
            clients.values().forEach(GatewayClient::close);
        }
    }

    private static <T> Consents.Show<T> consented(
            Stage stage, Map<String, GatewayClient> clients, Act<T> act) {
        return () -> {
            RehearsalPetition petition = new RehearsalPetition(stage.random());
            try (Closing _ = removal(stage, petition)) {
                clients.values().iterator().next().createPetition(petition);
                Thread.sleep(stage.settings().meeting().ahead(stage.clock().instant()));
                try (Watch watch = Watch.start(stage.named(), petition)) {
                    return act.play(new Scene(stage, clients, petition, watch));
                }
            }
        };
    }

    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    /// Gateways that were started here go, and their petitions with them.
    private static Closing removal(Stage stage, RehearsalPetition petition) {
        if (!stage.standing()) {
            return () -> {};
        }
        return new PetitionRemoval(stage.target(), petition, stage.clock(), stage.random())::close;
    }

    Stage stage() {
        return stage;
    }

    RehearsalPetition petition() {
        return petition;
    }

    /// Asks the first gateway.
    GatewayClient gateway() {
        return clients.values().iterator().next();
    }

    /// How fast attackers solve what the gateways ask for: those that were started ask for a
    /// ten-thousandth, any other for what its operator chose.
    Core core() throws InterruptedException {
        if (!stage.standing()) {
            return Core.FAST;
        }
        try (OperatorView view = new OperatorView(stage.target())) {
            return Core.fast(view.calmPrice().orElse(Core.BASE));
        }
    }

    /// The petition's path on every gateway.
    String path() {
        return "/petitions/" + petition.slug();
    }

    /// The petition's page on the first gateway.
    String page() {
        return stage.target().publicSide() + path();
    }

    /// The petition's pages on all gateways.
    Doors doors() {
        return new Doors(
                stage.gateways().stream()
                        .map(Target::publicSide)
                        .map(side -> side + path())
                        .toList());
    }

    /// Genuine signers who come to the first gateway.
    Signers signers(People people, Solvers solvers, Ledger ledger) {
        return new Signers(this, people, solvers, ledger);
    }

    /// Genuine signers, for one act. What they meet is on the run's axis of time.
    Crowd crowd(Audience audience, People people, Solvers solvers, Ledger ledger) {
        return new Crowd(audience, people, solvers, ledger, watch.signers(), stage.random());
    }

    /// Marks on the run's axis of time that an act begins now. From any thread.
    ///
    /// @param act in few words; charts show thirty characters
    void begins(String act) {
        begins(act, Duration.ZERO);
    }

    /// The same of a part of an act that follows a plan.
    ///
    /// @param ahead when it begins, from now
    void begins(String act, Duration ahead) {
        watch.begins(act, ahead);
    }

    /// Waits until everything acknowledged is there and every gateway publishes it, and takes the
    /// last look; nothing is looked at afterwards.
    ///
    /// The count may be cached for a second, and what waits in a journal reaches the database by
    /// itself: so the gateways get a while, and the last look counts.
    ///
    /// @param ledger what everybody was promised, attackers too
    Settled settle(Ledger ledger, Duration waitMax) throws IOException, InterruptedException {
        Instant ended = stage.clock().instant();
        long deadline = System.nanoTime() + waitMax.toNanos();
        while (true) {
            List<Row> rows = gateway().rows(petition);
            Reconciliation reconciliation = Reconciliation.of(ledger, rows);
            Map<String, Published> published = new TreeMap<>();
            for (Map.Entry<String, GatewayClient> client : clients.entrySet()) {
                published.put(client.getKey(), client.getValue().published(petition));
            }
            boolean settled =
                    reconciliation.complete()
                            && published.values().stream().allMatch(reconciliation::agreesWith);
            if (settled || System.nanoTime() > deadline) {
                watch.awaitEnd(reconciliation.counted());
                watch.close();
                load = Optional.of(LoadFigures.of(began, ended, rows));
                return new Settled(
                        rows, reconciliation, published, watch.figures(rows), watch.timeline());
            }
            Thread.sleep(POLL);
        }
    }

    /// The same within what a journal may need.
    Settled settle(Ledger ledger) throws IOException, InterruptedException {
        return settle(ledger, Settled.WAIT_MAX);
    }
}
