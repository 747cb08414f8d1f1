package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.database.PostgresServer;
import org.rempart.loadtests.signer.PostTally;
import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.LastingGateway;
import org.rempart.loadtests.target.OperatorView;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.verdict.Acknowledgement;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.OutageFigures;
import org.rempart.loadtests.verdict.Row;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The outage itself, and all that is looked at while it lasts. Of one thread. Blocks.
final class DatabaseOutage implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private static final Duration LOOK_MAX = Duration.ofSeconds(1);

    private final Kind kind;
    private final int seconds;
    private final Duration recordedMax;
    private final PostgresServer database;
    private final LastingGateway gateway;
    private final OperatorView view;
    private final PostTally posts;

    private double heapBeforeMib;
    private double heapMaxMib;
    private long journalRowsMax;
    private long looksNotReady;
    private double downAfterS = -1;
    private long looksUp;
    private double recordedAfterS = -1;

    /// How the database goes away.
    enum Kind {
        /// In order: clients are told.
        STOP,
        /// SIGKILL: connections break.
        KILL,
        /// SIGSTOP: nothing breaks, and nothing answers.
        HANG;

        /// Its name in settings and reports.
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param seconds how long it is away
    /// @param recordedS by when all has to be in it again; twice as long is waited, to say by how
    ///   much it was too late
    DatabaseOutage(
            Kind kind, int seconds, double recordedS, Deployment deployment, PostTally posts) {
        this.kind = kind;
        this.seconds = seconds;
        this.recordedMax = Duration.ofSeconds((long) Math.ceil(2 * recordedS));
        this.database = deployment.database();
        this.gateway = deployment.gateways().getFirst();
        this.view = new OperatorView(gateway.target());
        this.posts = posts;
    }

    /// Takes the database away for a while, brings it back, and waits until everything acknowledged
    /// is in it.
    void happen(GatewayClient client, RehearsalPetition petition, Ledger ledger)
            throws IOException, InterruptedException {
        heapBeforeMib = heapOnceCollected();
        posts.begin();
        begin();
        lookFor(Duration.ofSeconds(seconds));
        posts.end();
        end();
        long back = System.nanoTime();
        while (System.nanoTime() - back < recordedMax.toNanos()) {
            if (recorded(client, petition, ledger)) {
                recordedAfterS = (System.nanoTime() - back) / 1e9;
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private void begin() throws IOException, InterruptedException {
        switch (kind) {
            case STOP -> database.stop(PostgresServer.Stop.FAST);
            case KILL -> database.down();
            case HANG -> database.freeze();
        }
    }

    private void end() throws IOException, InterruptedException {
        switch (kind) {
            case STOP, KILL -> database.up();
            case HANG -> database.thaw();
        }
    }

    private void lookFor(Duration duration) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration.toNanos()) {
            Optional<OperatorView.Health> health = view.health();
            if (health.isEmpty() || health.get().status() != 200) {
                looksNotReady++;
            }
            String says = health.map(OperatorView.Health::database).orElse("");
            if (downAfterS >= 0 && !says.equals("down")) {
                looksUp++;
            } else if (downAfterS < 0 && says.equals("down")) {
                downAfterS = (System.nanoTime() - start) / 1e9;
            }
            look();
            Thread.sleep(LOOK_EVERY);
        }
    }

    private void look() throws InterruptedException {
        view.metrics(LOOK_MAX)
                .ifPresent(metrics -> heapMaxMib = Math.max(heapMaxMib, Heap.usedMib(metrics)));
        view.backlog()
                .ifPresent(backlog ->
                        journalRowsMax = Math.max(journalRowsMax, backlog.journalRows()));
    }

    private boolean recorded(GatewayClient client, RehearsalPetition petition, Ledger ledger)
            throws IOException, InterruptedException {
        List<Acknowledgement> acknowledged = ledger.acknowledgements();
        Optional<OperatorView.Backlog> backlog = view.backlog();
        look();
        if (backlog.isEmpty() || backlog.get().journalRows() != 0) {
            return false;
        }
        Set<String> there =
                client.rows(petition).stream().map(Row::receipt).collect(Collectors.toSet());
        return acknowledged.stream().map(Acknowledgement::receipt).allMatch(there::contains);
    }

    /// What was seen; to be asked for when the signers have left.
    OutageFigures figures() throws IOException, InterruptedException {
        double heapAfterMib = heapOnceCollected();
        return new OutageFigures(
                kind.label(),
                seconds,
                posts.all(),
                posts.during(),
                posts.waitedDuring(),
                recordedAfterS,
                looksNotReady,
                downAfterS,
                looksUp,
                heapBeforeMib,
                heapMaxMib,
                heapAfterMib,
                journalRowsMax,
                blockedWarnings());
    }

    private double heapOnceCollected() throws IOException, InterruptedException {
        Heap.collect(gateway.pid());
        double used =
                view.metrics(LOOK_MAX)
                        .map(Heap::usedMib)
                        .orElseThrow(() -> new IOException("the gateway shows no metrics"));
        heapMaxMib = Math.max(heapMaxMib, used);
        return used;
    }

    /// Vert.x looks at its threads every second, and says which was busy for more than two
    /// (BlockedThreadChecker).
    private long blockedWarnings() throws IOException {
        try (Stream<String> lines = Files.lines(gateway.log())) {
            return lines.filter(line -> line.contains("has been blocked")).count();
        }
    }

    @Override
    public void close() {
        view.close();
    }
}
