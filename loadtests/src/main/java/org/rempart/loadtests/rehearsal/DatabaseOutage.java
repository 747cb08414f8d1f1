package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.AtExit;
import org.rempart.loadtests.signer.PostTally;
import org.rempart.loadtests.target.GatewayClient;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The outage itself, and all that is looked at while it lasts. Of one thread. Blocks.
final class DatabaseOutage implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private static final Duration LOOK_MAX = Duration.ofSeconds(1);

    private final DatabaseSwitch database;
    private final int seconds;
    private final Duration recordedMax;
    private final Optional<Backstage> backstage;
    private final OperatorView view;
    private final PostTally posts;
    private final AtExit atExit;
    private volatile boolean away;

    private double heapBeforeMib;
    private double heapMaxMib;
    private long journalRowsMax;
    private long looksNotReady;
    private double downAfterS = -1;
    private long looksUp;
    private double recordedAfterS = -1;

    /// @param seconds how long it is away
    /// @param recordedS by when all has to be in it again; twice as long is waited, to say by how
    ///   much it was too late
    DatabaseOutage(
            DatabaseSwitch database, int seconds, double recordedS, Stage stage, PostTally posts) {
        this.database = database;
        this.seconds = seconds;
        this.recordedMax = Duration.ofSeconds((long) Math.ceil(2 * recordedS));
        this.backstage = stage.backstage();
        this.view = new OperatorView(stage.target());
        this.posts = posts;
        this.atExit = new AtExit(this::bringBack);
    }

    /// Takes the database away for a while, brings it back, and waits until everything acknowledged
    /// is in it.
    void happen(Scene scene, Ledger ledger) throws IOException, InterruptedException {
        heapBeforeMib = heapOnceCollected();
        posts.begin();
        away = true;
        scene.begins("database away");
        database.down();
        lookFor(Duration.ofSeconds(seconds));
        posts.end();
        database.up();
        away = false;
        scene.begins("database back");
        long back = System.nanoTime();
        while (System.nanoTime() - back < recordedMax.toNanos()) {
            if (recorded(scene.gateway(), scene.petition(), ledger)) {
                scene.begins("all recorded");
                recordedAfterS = (System.nanoTime() - back) / 1e9;
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /// However the run ends, nobody's database stays away.
    private void bringBack() {
        if (!away) {
            return;
        }
        away = false;
        try {
            database.up();
        } catch (IOException e) {
            System.err.println("rehearsal: the database was not brought back: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
                database.label(),
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

    /// Negative where nobody here can have it collected.
    private double heapOnceCollected() throws IOException, InterruptedException {
        if (backstage.isEmpty()) {
            return -1;
        }
        backstage.get().collectHeap();
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
        if (backstage.isEmpty()) {
            return -1;
        }
        try (Stream<String> lines = Files.lines(backstage.get().log())) {
            return lines.filter(line -> line.contains("has been blocked")).count();
        }
    }

    @Override
    public void close() {
        atExit.close();
        view.close();
    }
}
