package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.Writer.PATIENT;
import static org.rempart.gateway.storage.Writer.row;
import static org.rempart.gateway.storage.Writer.rows;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.settings.DatabaseUrl;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.OpenSockets;
import org.rempart.gateway.testing.OwnPostgres;
import org.rempart.gateway.testing.TestDatabase;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Two hosts. Whichever of them takes writes is found, however the other one fails.
class FailOverIT {
    /// Longer than a head start, shorter than the time-out of a login.
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private static final int RECONNECTS = 10;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static OwnPostgres first;
    private static OwnPostgres second;

    private TestDatabase atFirst;
    private TestDatabase atSecond;

    @BeforeAll
    static void startServers(@TempDir Path one, @TempDir Path other) {
        first = new OwnPostgres(one);
        second = new OwnPostgres(other);
    }

    @AfterAll
    static void stopServers() {
        first.close();
        second.close();
    }

    @BeforeEach
    void createDatabases() {
        String name = "fail_over_" + DATABASES.incrementAndGet();
        atFirst = first.database(name);
        atSecond = second.database(name);
        Writer.prepare(atFirst);
        Writer.prepare(atSecond);
    }

    private DatabaseUrl both() {
        return DatabaseUrl.parse(
                "postgresql://postgres@127.0.0.1:%d,127.0.0.1:%d/%s"
                        .formatted(first.port(), second.port(), atFirst.name()));
    }

    private Writer writer() {
        return new Writer(both(), PATIENT, DEADLINE);
    }

    private static void readOnly(OwnPostgres server, String value) {
        server.admin().run("ALTER SYSTEM SET default_transaction_read_only = " + value);
        server.admin().run("SELECT pg_reload_conf()");
        Eventually.holds(() ->
                server.admin()
                                .number(
                                        "SELECT (current_setting('default_transaction_read_only') = '"
                                                + value
                                                + "')::int")
                        == 1);
    }

    @Test
    void aHostThatTakesNoWritesAnyMoreIsLeft() {
        try (Writer writer = writer()) {
            writer.writes(row(1));
            readOnly(first, "on");
            try {
                Eventually.holds(() -> writer.write(row(2)) instanceof BatchResult.Failed);
                writer.writes(row(3));
            } finally {
                readOnly(first, "off");
            }
            assertThat(rows(atSecond)).isEqualTo(1);
            writer.writes(row(4));
            assertThat(rows(atSecond)).isEqualTo(2);
        }
    }

    @Test
    void aHostThatIsDownIsPassedOverAndUsedAgainWhenTheOtherGoes() {
        try (Writer writer = writer()) {
            writer.writes(row(1));
            first.stop();
            try {
                writer.writes(row(2));
            } finally {
                first.startAgain();
            }
            assertThat(rows(atSecond)).isEqualTo(1);
            second.stop();
            try {
                writer.writes(row(3));
            } finally {
                second.startAgain();
            }
            assertThat(rows(atFirst)).isEqualTo(2);
        }
    }

    @Test
    void aHostThatHangsIsPassedOverWithinTheDeadline() {
        try (Writer writer = writer();
                Writer later = writer()) {
            writer.writes(row(1));
            try (OwnPostgres.Hang _ = first.hang()) {
                writer.fails(Failure.NO_ANSWER, row(2));
                writer.writes(row(2));
                later.writes(row(3));
                Eventually.holds(() -> OpenSockets.to(first.port()) == 0);
            }
            assertThat(rows(atSecond)).isEqualTo(2);
        }
    }

    /// A host that takes connections and never answers is asked once, and not at every reconnect; a
    /// slow machine may grant it a few more.
    @Test
    void theHostThatWorkedIsTriedFirst() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Writer writer = new Writer(behind(silent), PATIENT, Duration.ofSeconds(10))) {
            Thread.ofVirtual().start(() -> keepAll(silent, asked));
            for (int i = 0; i < RECONNECTS; i++) {
                writer.writes(row(i));
                writer.got(writer.link.use(connection -> connection.close()).otherwiseEmpty());
            }
            assertThat(asked.get()).isBetween(1, RECONNECTS / 2);
            assertThat(rows(atSecond)).isEqualTo(RECONNECTS);
        }
    }

    private DatabaseUrl behind(ServerSocket silent) {
        return DatabaseUrl.parse(
                "postgresql://postgres@127.0.0.1:%d,127.0.0.1:%d/%s"
                        .formatted(silent.getLocalPort(), second.port(), atSecond.name()));
    }

    private static void keepAll(ServerSocket silent, AtomicInteger asked) {
        List<Socket> kept = new ArrayList<>();
        try {
            while (true) {
                kept.add(silent.accept());
                asked.incrementAndGet();
            }
        } catch (IOException _) {
            // the test is over
        }
        for (Socket socket : kept) {
            try {
                socket.close();
            } catch (IOException _) {
                // it is gone either way
            }
        }
    }

    @Test
    void theFeedMovesOnTooWhenItsHostTakesNoWritesAnyMore() {
        Queue<Change> heard = new ConcurrentLinkedQueue<>();
        try (Writer writer = writer()) {
            ChangeFeed feed =
                    new ChangeFeed(
                            writer.vertx,
                            writer.vertx.getOrCreateContext(),
                            new Connector(writer.vertx, both(), PATIENT),
                            PATIENT,
                            new DatabaseClock(System::nanoTime),
                            heard::add);
            var _ = feed.start();
            Eventually.holds(() -> feed.reachable() && heard.size() == 1);
            readOnly(first, "on");
            try {
                Eventually.holds(() -> heard.size() == 2 && feed.reachable());
                Change news = new Change.Petitions();
                atSecond.run("SELECT pg_notify('rempart', '" + news.payload() + "')");
                Eventually.holds(() -> heard.contains(news));
            } finally {
                readOnly(first, "off");
            }
            writer.got(feed.close());
        }
    }
}
