package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.gateway.storage.SignatureTables.await;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;

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

    private Future<?> write(Link link, SignatureRow row) {
        return link.use(connection ->
                connection
                        .preparedQuery(WRITE_BATCH)
                        .execute(BatchRow.columns(List.of(BatchRow.live(row)))));
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
        // past the five executions after which the plan is no longer made anew each time
        for (int i = 0; i < 8; i++) {
            await(write(link, tables.row(i, i, i)));
        }
        tables.database.run(drop);
        assertThatThrownBy(() -> await(write(link, tables.row(100, 100, 100))))
                .rootCause()
                .asInstanceOf(InstanceOfAssertFactories.type(PgException.class))
                .extracting(PgException::getSqlState)
                .isEqualTo(state);
        assertThat(tables.rows()).isEqualTo(8);
        assertThat(tables.spent()).isEqualTo(8);
    }
}
