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
import org.rempart.gateway.settings.DatabaseUrl;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.OwnPostgres;
import org.rempart.gateway.testing.TcpProxy;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The rows of [Failure] that a PostgreSQL can be brought to: each cause gives the remedy it
/// should, and the very next use after the cause is gone works. What statements and rows are at
/// fault for is in [StatementFailuresIT].
class FailuresIT {
    private static final Duration SHORT = Duration.ofMillis(400);
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
        database = server.database("failures_" + DATABASES.incrementAndGet());
        Writer.prepare(database);
    }

    /// A writer that is no superuser, with the rights it needs.
    private Writer inRole(String role) {
        database.run("CREATE ROLE " + role + " LOGIN");
        database.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
        return new Writer(as(role), PATIENT, PATIENT);
    }

    private DatabaseUrl as(String role) {
        return new TestDatabase(database.host(), database.port(), role, "unused", database.name())
                .parsed();
    }

    private void waitsForALock() {
        Eventually.holds(() ->
                database.number(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                                        + " current_database() AND wait_event_type = 'Lock'")
                        > 0);
    }

    @Test
    void aDeadlockIsTriedAgain() throws Exception {
        try (Writer writer = Writer.patient(database);
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET deadlock_timeout = '20s'");
            claim(statement, 2);
            Future<BatchResult> writing = writer.start(row(1), row(2));
            waitsForALock();
            claim(statement, 1);
            writer.fails(Failure.CONFLICT, writing);
            other.rollback();
            writer.writes(row(1), row(2));
        }
        assertThat(rows(database)).isEqualTo(2);
    }

    private static void claim(Statement statement, int number) throws Exception {
        statement.execute(
                "INSERT INTO spent_challenge (challenge, content, expires_at) VALUES ('\\x%08x%s',"
                                .formatted(number, "00".repeat(28))
                        + " '\\x00', now())");
    }

    @Test
    void aLockThatIsNotHadIsTriedAgain() throws Exception {
        database.run("ALTER DATABASE " + database.name() + " SET lock_timeout = '200ms'");
        try (Writer writer = Writer.patient(database)) {
            whileSignaturesAreLocked(() -> writer.fails(Failure.CONFLICT, row(1)));
            writer.writes(row(1));
        }
    }

    private void whileSignaturesAreLocked(Runnable action) throws Exception {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE signature");
            action.run();
        }
    }

    @Test
    void aStatementThatTheServerGaveUpIsUndone() throws Exception {
        try (Writer writer = new Writer(database.parsed(), SHORT, PATIENT)) {
            whileSignaturesAreLocked(() -> writer.fails(Failure.TOOK_TOO_LONG, row(1)));
            assertThat(rows(database)).isZero();
            writer.writes(row(1));
        }
    }

    @Test
    void aStatementThatIsLateIsInDoubtAndFoundAgainIfItWasCommittedAfterAll() throws Exception {
        try (Writer writer = new Writer(database.parsed(), PATIENT, SHORT)) {
            writer.writes(row(1));
            whileSignaturesAreLocked(() -> writer.fails(Failure.NO_ANSWER, row(2)));
            writer.writes(row(2), row(3));
        }
        Eventually.holds(() ->
                database.number(
                                "SELECT count(*) FROM pg_locks l JOIN pg_database d"
                                        + " ON d.oid = l.database WHERE d.datname = current_database()"
                                        + " AND l.pid <> pg_backend_pid()")
                        == 0);
        assertThat(rows(database)).isEqualTo(3);
    }

    @Test
    void aConnectionCutUnderWayIsInDoubtAndItsCommitIsFoundAgain() {
        slowDownInserts();
        try (TcpProxy proxy = new TcpProxy(database.port());
                Writer writer = Writer.patient(database.through(proxy))) {
            Future<BatchResult> writing = writer.start(row(1), row(2));
            Eventually.holds(() -> sleeping() == 1);
            proxy.refuse();
            writer.fails(Failure.CLOSED, writing);
            Eventually.holds(() -> rows(database) == 2);
            proxy.forward();
            writer.writes(row(1), row(2), row(3));
        }
        assertThat(rows(database)).isEqualTo(3);
        assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(3);
    }

    private void slowDownInserts() {
        database.run(
                "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$");
        database.run(
                "CREATE TRIGGER slow AFTER INSERT ON signature"
                        + " FOR EACH STATEMENT EXECUTE FUNCTION slow()");
    }

    private long sleeping() {
        return database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND wait_event = 'PgSleep'");
    }

    @Test
    void aStatementThatNeverArrivedIsInDoubtTooAndIsWrittenThen() {
        try (TcpProxy proxy = new TcpProxy(database.port());
                Writer writer = new Writer(database.through(proxy).parsed(), PATIENT, SHORT)) {
            writer.writes(row(1));
            proxy.goSilent();
            writer.fails(Failure.NO_ANSWER, row(2));
            proxy.refuse();
            writer.fails(Failure.NOT_CONNECTED, row(3));
            proxy.forward();
            writer.writes(row(2), row(3));
        }
        assertThat(rows(database)).isEqualTo(3);
    }

    @Test
    void anEndedSessionIsInDoubt() {
        slowDownInserts();
        try (Writer writer = Writer.patient(database)) {
            Future<BatchResult> writing = writer.start(row(1));
            Eventually.holds(() -> sleeping() == 1);
            database.run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND wait_event = 'PgSleep'");
            // the word of it, or the reset behind it, whichever is read first
            writer.fails(Set.of(Failure.SESSION_ENDED, Failure.CLOSED), writing);
            writer.writes(row(1));
        }
        assertThat(rows(database)).isEqualTo(1);
    }

    @Test
    void aServerThatIsDownTakesNothingAndIsUsedWhenItIsBack() {
        try (Writer writer = Writer.patient(database)) {
            writer.writes(row(1));
            server.stop();
            try {
                writer.fails(Failure.NOT_CONNECTED, row(2));
                writer.fails(Failure.NOT_CONNECTED, row(2));
            } finally {
                server.startAgain();
            }
            writer.writes(row(2));
        }
        assertThat(rows(database)).isEqualTo(2);
    }

    @Test
    void aServerThatWasRestartedMeanwhileIsNotNoticed() {
        try (Writer writer = Writer.patient(database)) {
            writer.writes(row(1));
            server.stop();
            server.startAgain();
            writer.writes(row(2));
        }
    }

    @Test
    void aHostThatDoesNotExistTakesNothing() {
        DatabaseUrl nowhere = DatabaseUrl.parse("postgresql://postgres@no-such-host.invalid/x");
        try (Writer writer = new Writer(nowhere, PATIENT, PATIENT)) {
            writer.fails(Failure.NOT_CONNECTED, row(1));
        }
    }

    @Test
    void aLoginThatIsRefusedTakesNothing() {
        try (Writer writer = inRole("no_login")) {
            database.run("ALTER ROLE no_login NOLOGIN");
            BatchResult.Failed failed = (BatchResult.Failed) writer.write(row(1));
            assertThat(failed.reason()).contains("28000").doesNotContain("no_login");
            writer.fails(Failure.NOT_CONNECTED, row(1));
            database.run("ALTER ROLE no_login LOGIN");
            writer.writes(row(1));
        }
    }

    @Test
    void aDatabaseWithoutRoomForASessionTakesNothing() {
        try (Writer writer = inRole("one_too_many")) {
            database.run("ALTER ROLE one_too_many CONNECTION LIMIT 0");
            BatchResult.Failed failed = (BatchResult.Failed) writer.write(row(1));
            assertThat(failed.reason()).contains("53300");
            writer.fails(Failure.NOT_CONNECTED, row(1));
            database.run("ALTER ROLE one_too_many CONNECTION LIMIT 10");
            writer.writes(row(1));
        }
    }

    @Test
    void aReadOnlyServerTakesNothing() {
        try (Writer writer = Writer.patient(database)) {
            writer.writes(row(1));
            readOnly(writer, "on");
            try {
                writer.fails(Failure.READ_ONLY, row(2));
                writer.fails(Failure.READ_ONLY, row(2));
            } finally {
                readOnly(writer, "off");
            }
            writer.writes(row(2));
        }
    }

    private static void readOnly(Writer writer, String value) {
        server.admin().run("ALTER SYSTEM SET default_transaction_read_only = " + value);
        server.admin().run("SELECT pg_reload_conf()");
        Eventually.holds(() -> {
            var rows =
                    writer.got(
                            writer.link.use(connection ->
                                    connection
                                            .query("SHOW default_transaction_read_only")
                                            .execute()));
            return value.equals(rows.iterator().next().getString(0));
        });
    }

    @Test
    void aMissingTableOrColumnPromisesNothing() {
        try (Writer writer = Writer.patient(database)) {
            writer.writes(row(1));
            database.run("ALTER TABLE spent_challenge RENAME TO gone");
            writer.fails(Failure.SCHEMA_OR_RIGHTS, row(2));
            database.run("ALTER TABLE gone RENAME TO spent_challenge");
            writer.writes(row(2));
            database.run("ALTER TABLE signature RENAME email TO gone");
            writer.fails(Failure.SCHEMA_OR_RIGHTS, row(3));
            database.run("ALTER TABLE signature RENAME gone TO email");
            writer.writes(row(3));
        }
    }

    @Test
    void aRightTakenAwayPromisesNothing() {
        try (Writer writer = inRole("no_rights")) {
            writer.writes(row(1));
            database.run("REVOKE INSERT ON spent_challenge FROM no_rights");
            writer.fails(Failure.SCHEMA_OR_RIGHTS, row(2));
            database.run("GRANT INSERT ON spent_challenge TO no_rights");
            writer.writes(row(2));
        }
    }

    /// The first statement committed one row and could not see yet what became of the other; asking
    /// again is refused.
    @Test
    void aBatchThatWasWrittenInPartIsInDoubtAsAWhole() throws Exception {
        try (Writer writer = inRole("in_part");
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            claim(statement, 2);
            statement.execute("REVOKE INSERT ON spent_challenge FROM in_part");
            Future<BatchResult> writing = writer.start(row(1), row(2));
            waitsForALock();
            other.commit();
            BatchResult.Failed failed = (BatchResult.Failed) writer.got(writing);
            assertThat(failed.remedy()).isEqualTo(Remedy.STOP);
            assertThat(failed.inDoubt()).isTrue();
            assertThat(rows(database)).isEqualTo(1);
            database.run("GRANT INSERT ON spent_challenge TO in_part");
            writer.writes(row(1));
        }
    }
}
