package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.gateway.storage.SignatureTables.await;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PreparedStatement;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// An index that carries a promise is gone: nothing is written without it, not even by statements
/// that were prepared while it was there.
class DroppedIndexIT {
    private static final String WRITE_BATCH = Sql.load("write_batch.sql");

    private final SignatureTables tables = new SignatureTables();

    @AfterEach
    void close() {
        tables.close();
    }

    private void write(PreparedStatement prepared, int number) {
        SignatureRow row = tables.row(number, number, number);
        await(prepared.query().execute(BatchRow.columns(List.of(BatchRow.live(row)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DROP INDEX signature_seat                                       | 42P01
                    DROP INDEX signature_person                                     | 42P01
                    ALTER TABLE signature DROP CONSTRAINT signature_pkey            | 42P01
                    ALTER TABLE spent_challenge DROP CONSTRAINT spent_challenge_pkey | 42P10
                    ALTER TABLE tally DROP CONSTRAINT tally_pkey                    | 42P10
                    ALTER TABLE drain_refusal DROP CONSTRAINT drain_refusal_pkey    | 42P10
                    """)
    void nothingIsWrittenWithoutIt(String drop, String state) {
        Link link = tables.link();
        PreparedStatement prepared = await(link.use(connection -> connection.prepare(WRITE_BATCH)));
        // past the five executions after which the plan is kept
        for (int i = 0; i < 8; i++) {
            write(prepared, i);
        }
        tables.database.run(drop);
        assertThatThrownBy(() -> write(prepared, 100))
                .rootCause()
                .asInstanceOf(InstanceOfAssertFactories.type(PgException.class))
                .extracting(PgException::getSqlState)
                .isEqualTo(state);
        assertThat(tables.rows()).isEqualTo(8);
        assertThat(tables.spent()).isEqualTo(8);
        assertThat(await(new PgSignatureStore(link).write(List.of(tables.row(100, 100, 100)))))
                .isInstanceOf(BatchResult.Failed.class);
    }
}
