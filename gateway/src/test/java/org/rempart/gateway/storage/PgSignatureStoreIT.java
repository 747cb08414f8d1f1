package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The statement that everything rests on, against a real PostgreSQL.
class PgSignatureStoreIT {
    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final List<PgSignatureStore> stores = new ArrayList<>();
    private long petition;

    @BeforeEach
    void migrate() {
        Migrations.run(database.parsed());
        database.run("INSERT INTO petition (slug, action) VALUES ('p', 'Do it')");
        petition = database.number("SELECT id FROM petition");
        Connector connector = new Connector(vertx, database.parsed(), Duration.ofSeconds(20));
        for (int i = 0; i < 4; i++) {
            stores.add(
                    new PgSignatureStore(
                            new Link(
                                    vertx,
                                    vertx.getOrCreateContext(),
                                    connector,
                                    Duration.ofSeconds(20))));
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Buffer bytes(int number) {
        return Buffer.buffer(ByteBuffer.allocate(32).putInt(Integer.reverse(number)).array());
    }

    private SignatureRow row(int challenge, int content, int person) {
        return new SignatureRow(
                bytes(challenge),
                bytes(content),
                Instant.now().plusSeconds(600),
                "receipt-" + challenge,
                petition,
                "Person " + person,
                "person" + person + "@example.org",
                person % 2 == 0 ? "FR" : "DE",
                null,
                true,
                false,
                bytes(person),
                bytes(person));
    }

    private static List<RowOutcome> written(Future<BatchResult> future) throws Exception {
        BatchResult result =
                future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(result).isInstanceOf(BatchResult.Written.class);
        return ((BatchResult.Written) result).outcomes();
    }

    private long rows() {
        return database.number("SELECT count(*) FROM signature");
    }

    @Test
    void aBatchWrittenAgainChangesNothingAndIsKnown() throws Exception {
        List<SignatureRow> batch = IntStream.range(0, 100).mapToObj(i -> row(i, i, i)).toList();
        List<RowOutcome> first = written(stores.get(0).write(batch));
        List<RowOutcome> second = written(stores.get(1).write(batch));
        assertThat(first).containsOnly(RowOutcome.RECORDED).hasSize(100);
        assertThat(second).containsOnly(RowOutcome.KNOWN).hasSize(100);
        assertThat(rows()).isEqualTo(100);
        assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(100);
    }

    @Test
    void outcomesComeInTheOrderOfTheRows() throws Exception {
        written(stores.get(0).write(List.of(row(5, 5, 5))));
        List<RowOutcome> outcomes =
                written(
                        stores.get(0)
                                .write(
                                        List.of(
                                                        row(9, 9, 9),
                                                        row(5, 6, 6),
                                                        row(1, 1, 1),
                                                        row(5, 5, 5))
                                                .subList(0, 3)));
        assertThat(outcomes)
                .containsExactly(RowOutcome.RECORDED, RowOutcome.SPENT, RowOutcome.RECORDED);
    }

    @Test
    void aClosedPetitionTakesNothingAndSpendsNothing() throws Exception {
        database.run("UPDATE petition SET closes_at = now()");
        assertThat(written(stores.get(0).write(List.of(row(1, 1, 1)))))
                .containsExactly(RowOutcome.NOT_OPEN);
        assertThat(rows()).isZero();
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
                    batch.add(row(key, key, key));
                }
                Collections.shuffle(batch, random);
                writing.add(store.write(batch));
            }
            List<RowOutcome> outcomes = new ArrayList<>();
            for (Future<BatchResult> result : writing) {
                outcomes.addAll(written(result));
            }
            assertThat(outcomes).containsOnly(RowOutcome.RECORDED, RowOutcome.KNOWN);
            assertThat(Collections.frequency(outcomes, RowOutcome.RECORDED)).isEqualTo(200);
        }
        assertThat(rows()).isEqualTo(25 * 200);
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
                    batch.add(row(challenge, challenge, round * 1000 + i));
                    challenge++;
                }
                Collections.shuffle(batch, random);
                writing.add(store.write(batch));
            }
            for (Future<BatchResult> outcomes : writing) {
                assertThat(written(outcomes)).containsOnly(RowOutcome.RECORDED);
            }
        }
        assertThat(rows()).isEqualTo(25 * 200);
        assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(25 * 200);
    }

    @Test
    void noIndexHoldsAnAddressInClear() throws Exception {
        written(stores.get(0).write(List.of(row(1, 1, 1))));
        assertThat(
                        database.number(
                                "SELECT count(*) FROM pg_indexes WHERE tablename = 'signature' AND"
                                        + " indexdef ~ '\\m(email|name|postcode)\\M'"))
                .isZero();
    }
}
