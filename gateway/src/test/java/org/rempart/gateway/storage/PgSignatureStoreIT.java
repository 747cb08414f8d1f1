package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.SignatureTables.outcomes;

import io.vertx.core.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.TestDatabase;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The statement that everything rests on, against a real PostgreSQL.
class PgSignatureStoreIT {
    private final SignatureTables tables = new SignatureTables();
    private final TestDatabase database = tables.database;
    private final List<PgSignatureStore> stores = Stream.generate(tables::store).limit(4).toList();

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void aBatchWrittenAgainChangesNothingAndIsKnown() throws Exception {
        List<SignatureRow> batch =
                IntStream.range(0, 100).mapToObj(i -> tables.row(i, i, i)).toList();
        List<RowOutcome> first = outcomes(stores.get(0).write(batch));
        List<RowOutcome> second = outcomes(stores.get(1).write(batch));
        assertThat(first).containsOnly(RowOutcome.RECORDED).hasSize(100);
        assertThat(second).containsOnly(RowOutcome.KNOWN).hasSize(100);
        assertThat(tables.rows()).isEqualTo(100);
        assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(100);
    }

    @Test
    void outcomesComeInTheOrderOfTheRows() throws Exception {
        outcomes(stores.get(0).write(List.of(tables.row(5, 5, 5))));
        List<RowOutcome> outcomes =
                outcomes(
                        stores.get(0)
                                .write(
                                        List.of(
                                                        tables.row(9, 9, 9),
                                                        tables.row(5, 6, 6),
                                                        tables.row(1, 1, 1),
                                                        tables.row(5, 5, 5))
                                                .subList(0, 3)));
        assertThat(outcomes)
                .containsExactly(RowOutcome.RECORDED, RowOutcome.SPENT, RowOutcome.RECORDED);
    }

    @Test
    void aClosedPetitionTakesNothingAndSpendsNothing() throws Exception {
        database.run("UPDATE petition SET closes_at = now()");
        assertThat(outcomes(stores.get(0).write(List.of(tables.row(1, 1, 1)))))
                .containsExactly(RowOutcome.NOT_OPEN);
        assertThat(tables.rows()).isZero();
        assertThat(database.number("SELECT count(*) FROM spent_challenge")).isZero();
    }

    /// Without the ORDER BY of either insert these batches die of deadlock (40P01).
    @Test
    void concurrentBatchesOverTheSameKeysWaitForOneAnotherAndNeverInACircle() throws Exception {
        Random random = new Random(20201117);
        for (int round = 0; round < 25; round++) {
            List<Future<BatchResult>> writing = new ArrayList<>();
            for (PgSignatureStore store : stores) {
                List<SignatureRow> batch = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    int key = round * 1000 + i;
                    batch.add(tables.row(key, key, key));
                }
                Collections.shuffle(batch, random);
                writing.add(store.write(batch));
            }
            List<RowOutcome> outcomes = new ArrayList<>();
            for (Future<BatchResult> result : writing) {
                outcomes.addAll(outcomes(result));
            }
            assertThat(outcomes).containsOnly(RowOutcome.RECORDED, RowOutcome.KNOWN);
            assertThat(Collections.frequency(outcomes, RowOutcome.RECORDED)).isEqualTo(200);
        }
        assertThat(tables.rows()).isEqualTo(25 * 200);
    }

    /// Different challenges for the same people: the conflict is on the address alone.
    @Test
    void concurrentBatchesOfTheSamePeopleDoNotDeadlockEither() throws Exception {
        Random random = new Random(20201119);
        int challenge = 0;
        for (int round = 0; round < 25; round++) {
            List<Future<BatchResult>> writing = new ArrayList<>();
            for (PgSignatureStore store : stores) {
                List<SignatureRow> batch = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    batch.add(tables.row(challenge, challenge, round * 1000 + i));
                    challenge++;
                }
                Collections.shuffle(batch, random);
                writing.add(store.write(batch));
            }
            for (Future<BatchResult> written : writing) {
                assertThat(outcomes(written)).containsOnly(RowOutcome.RECORDED);
            }
        }
        assertThat(tables.rows()).isEqualTo(25 * 200);
        assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(25 * 200);
    }

    @Test
    void noIndexHoldsAnAddressInClear() throws Exception {
        outcomes(stores.get(0).write(List.of(tables.row(1, 1, 1))));
        assertThat(
                        database.number(
                                "SELECT count(*) FROM pg_indexes WHERE tablename = 'signature' AND"
                                        + " indexdef ~ '\\m(email|name|postcode)\\M'"))
                .isZero();
    }
}
