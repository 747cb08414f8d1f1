package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.Writer.PATIENT;
import static org.rempart.gateway.storage.Writer.row;
import static org.rempart.gateway.storage.Writer.rows;

import io.vertx.core.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.OpenSockets;
import org.rempart.gateway.testing.OwnPostgres;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that is alive and does nothing (SIGSTOP): connections stay open, new ones are taken by
/// the kernel, and no answer ever comes.
class HangIT {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int USES = 20;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static OwnPostgres server;

    private TestDatabase database;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = new OwnPostgres(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void createDatabase() {
        database = server.database("hang_" + DATABASES.incrementAndGet());
        Writer.prepare(database);
    }

    private Writer writer() {
        return new Writer(database.parsed(), PATIENT, SHORT);
    }

    private static void noSocketStays() {
        Eventually.holds(() -> OpenSockets.to(server.port()) == 0);
    }

    @Test
    void whatWasUnderWayIsInDoubtAndFoundOrWrittenWhenTheServerIsBack() {
        try (Writer writer = writer()) {
            writer.writes(row(0));
            try (OwnPostgres.Hang _ = server.hang()) {
                writer.fails(Failure.NO_ANSWER, row(1));
                writer.fails(Failure.NOT_CONNECTED, row(2));
            }
            writer.writes(row(1), row(2));
            assertThat(rows(database)).isEqualTo(3);
        }
    }

    /// The connection it waited for comes about after all, and serves the next use only.
    @Test
    void whatFailedBeforeItWasSentIsNotSentLater() {
        try (Writer writer = writer()) {
            try (OwnPostgres.Hang _ = server.hang()) {
                writer.fails(Failure.NOT_CONNECTED, row(1));
            }
            writer.writes(row(2));
            assertThat(rows(database)).isEqualTo(1);
        }
    }

    @Test
    void abandonedUsesLeaveNoSocketBehind() {
        List<Writer> writers = new ArrayList<>();
        try {
            for (int i = 0; i < USES; i++) {
                Writer writer = writer();
                writers.add(writer);
                writer.writes(row(i));
            }
            assertThat(OpenSockets.to(server.port())).isEqualTo(USES);
            try (OwnPostgres.Hang _ = server.hang()) {
                List<Future<BatchResult>> writing =
                        writers.stream().map(writer -> writer.start(row(USES))).toList();
                writing.forEach(each -> writers.getFirst().fails(Failure.NO_ANSWER, each));
                noSocketStays();
            }
            writers.getFirst().writes(row(USES));
        } finally {
            writers.forEach(Writer::close);
        }
        noSocketStays();
    }

    @Test
    void aLoginThatIsNeverAnsweredLeavesNoSocketBehind() {
        try (Writer writer = writer()) {
            try (OwnPostgres.Hang _ = server.hang()) {
                for (int i = 0; i < USES; i++) {
                    writer.fails(Failure.NOT_CONNECTED, row(i));
                    assertThat(OpenSockets.to(server.port())).isLessThanOrEqualTo(1);
                }
                noSocketStays();
            }
            writer.writes(row(1));
        }
    }

    @Test
    void aLinkIsClosedWhetherTheServerTakesPartOrNot() {
        try (Writer connected = writer();
                Writer connecting = writer()) {
            connected.writes(row(0));
            try (OwnPostgres.Hang _ = server.hang()) {
                connecting.fails(Failure.NOT_CONNECTED, row(1));
                connected.got(connected.link.close());
                connecting.got(connecting.link.close());
                noSocketStays();
                connected.fails(Failure.NOT_CONNECTED, row(1));
            }
        }
    }

    @Test
    void theFeedSaysSoSoonAndHearsEverythingAfterwards() {
        Queue<Change> heard = new ConcurrentLinkedQueue<>();
        try (Writer writer = writer()) {
            ChangeFeed feed =
                    new ChangeFeed(
                            writer.vertx,
                            writer.vertx.getOrCreateContext(),
                            new Connector(writer.vertx, database.parsed(), PATIENT),
                            PATIENT,
                            new DatabaseClock(System::nanoTime),
                            heard::add);
            var _ = feed.start();
            Eventually.holds(() -> feed.reachable() && heard.size() == 1);
            try (OwnPostgres.Hang _ = server.hang()) {
                Eventually.holdsWithin(Duration.ofSeconds(8), () -> !feed.reachable());
            }
            Eventually.holdsWithin(Duration.ofSeconds(8), feed::reachable);
            Eventually.holds(() -> heard.size() == 2);
            assertThat(heard).containsOnly(new Change.Everything());
            writer.got(feed.close());
        }
        noSocketStays();
    }
}
