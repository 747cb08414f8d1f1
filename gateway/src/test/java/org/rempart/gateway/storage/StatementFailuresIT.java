package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.Writer.row;
import static org.rempart.gateway.storage.Writer.rows;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.TestDatabase;

import java.util.Random;
import java.util.stream.Collectors;

/// Those rows of [Failure] where the server is well and a row, a prepared statement or the session
/// is at fault.
class StatementFailuresIT {
    private final TestDatabase database = TestDatabase.create();

    @BeforeEach
    void prepare() {
        Writer.prepare(database);
    }

    @Test
    void aRowThatTheServerCannotTakeIsAtFaultAndTheOthersAreNot() {
        try (Writer writer = Writer.patient(database)) {
            writer.fails(Failure.ROW_REFUSED, row(1), row(2, "Person\0"));
            writer.writes(row(1));
            String tooLongForAnIndex =
                    new Random(1)
                            .ints(20_000, 33, 127)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining());
            database.run("CREATE INDEX ON signature (name)");
            writer.fails(Failure.ROW_REFUSED, row(2), row(3, "Person " + tooLongForAnIndex));
            database.run("ALTER TABLE signature ADD CHECK (name <> 'Person 4')");
            writer.fails(Failure.ROW_REFUSED, row(2), row(4));
            writer.writes(row(2));
        }
        assertThat(rows(database)).isEqualTo(2);
    }

    /// The server has sent the outcomes by then; they count only with the end of the transaction.
    @Test
    void aCommitThatFailsIsNotTakenForDone() {
        try (Writer writer = Writer.patient(database)) {
            database.run(
                    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN RAISE 'not this one: %', NEW.name; END $$");
            database.run(
                    "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON signature"
                            + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()");
            writer.fails(Failure.ROW_REFUSED, row(1));
            assertThat(rows(database)).isZero();
            database.run("DROP TRIGGER refuse ON signature");
            writer.writes(row(1));
        }
    }

    @Test
    void aForgottenStatementIsPreparedAnew() {
        try (Writer writer = Writer.patient(database)) {
            writer.writes(row(1));
            writer.run("DEALLOCATE ALL");
            writer.fails(Failure.STALE_STATEMENT, row(2));
            writer.writes(row(2));
        }
    }

    @Test
    void aStatementWhoseResultHasChangedIsPreparedAnew() {
        database.run("CREATE TABLE changing (a int)");
        try (Writer writer = Writer.patient(database)) {
            assertThat(failureOfSelect(writer)).isNull();
            database.run("ALTER TABLE changing ADD b int");
            assertThat(failureOfSelect(writer)).isEqualTo(Failure.STALE_STATEMENT);
            assertThat(failureOfSelect(writer)).isNull();
        }
    }

    private static Failure failureOfSelect(Writer writer) {
        return writer.got(
                writer.link
                        .use(connection ->
                                connection.preparedQuery("SELECT * FROM changing").execute())
                        .map((Failure) null)
                        .otherwise(Failure::of));
    }

    @Test
    void aSessionLeftInAFailedTransactionIsReplaced() {
        try (Writer writer = Writer.patient(database)) {
            writer.writes(row(1));
            writer.run("BEGIN");
            writer.got(
                    writer.link
                            .use(connection -> connection.query("SELECT 1/0").execute())
                            .otherwiseEmpty());
            writer.fails(Failure.STUCK_SESSION, row(2));
            writer.writes(row(2));
        }
        assertThat(rows(database)).isEqualTo(2);
    }

    @Test
    void theStatementOfABatchIsPreparedOnce() {
        try (Writer writer = Writer.patient(database)) {
            writer.writes(row(1));
            writer.writes(row(2));
            var rows =
                    writer.got(
                            writer.link.use(connection ->
                                    connection
                                            .query(
                                                    "SELECT generic_plans + custom_plans FROM"
                                                            + " pg_prepared_statements WHERE statement"
                                                            + " LIKE '%spent_challenge%'")
                                            .execute()));
            assertThat(rows.size()).isEqualTo(1);
            assertThat(rows.iterator().next().getLong(0)).isEqualTo(2);
        }
    }
}
