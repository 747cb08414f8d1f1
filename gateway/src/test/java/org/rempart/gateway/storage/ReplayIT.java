package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.SignatureTables.TAKEN_AT;
import static org.rempart.gateway.storage.SignatureTables.kept;
import static org.rempart.gateway.storage.SignatureTables.outcome;
import static org.rempart.gateway.storage.SignatureTables.outcomes;

import io.vertx.core.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// What was promised while the database was away ends as a row or as a record that says why not.
class ReplayIT {
    private final SignatureTables tables = new SignatureTables();
    private final PgSignatureStore store = tables.store();

    @AfterEach
    void close() {
        tables.close();
    }

    private Future<BatchResult> replay(SignatureRow... rows) {
        return store.replay(IntStream.range(0, rows.length).mapToObj(i -> kept(rows[i])).toList());
    }

    private String state(String receipt) {
        long held =
                tables.database.number(
                        "SELECT count(*) FROM signature WHERE state = 'held' AND receipt = '%s'"
                                .formatted(receipt));
        return held == 1 ? "held" : "not held";
    }

    @Test
    void aPromiseIsCountedAndItsRowSaysWhenItWasGiven() {
        assertThat(outcome(replay(tables.row(1, 1, 1)))).isEqualTo(RowOutcome.RECORDED);
        assertThat(outcome(store.write(List.of(tables.row(2, 2, 2)))))
                .isEqualTo(RowOutcome.RECORDED);
        assertThat(tables.counted()).isEqualTo(2);
        assertThat(tables.refused()).isZero();
        assertThat(
                        tables.database.number(
                                "SELECT count(*) FROM signature WHERE receipt = 'receipt-1' AND"
                                        + " taken_at = '%s'".formatted(TAKEN_AT)))
                .isEqualTo(1);
        assertThat(tables.database.number("SELECT count(*) FROM signature WHERE taken_at IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void aReplayOfAReplayChangesNothing() {
        assertThat(outcome(replay(tables.row(1, 1, 1)))).isEqualTo(RowOutcome.RECORDED);
        assertThat(outcome(replay(tables.row(1, 1, 1)))).isEqualTo(RowOutcome.KNOWN);
        assertThat(tables.counted()).isEqualTo(1);
        assertThat(tables.refused()).isZero();
    }

    /// Two gateways took the same challenge while neither could ask.
    @Test
    void ofTwoPromisesForOneChallengeOneIsKeptAndTheOtherIsOnRecord() {
        assertThat(outcome(replay(tables.row(1, 1, 1)))).isEqualTo(RowOutcome.RECORDED);
        for (int again = 0; again < 2; again++) {
            assertThat(outcome(replay(tables.row(1, 2, 2)))).isEqualTo(RowOutcome.SPENT);
        }
        assertThat(tables.rows()).isEqualTo(1);
        assertThat(tables.refused("challenge_spent")).isEqualTo(1);
        assertThat(tables.refused()).isEqualTo(1);
    }

    @Test
    void aPromiseForAPetitionThatClosedMeanwhileIsHeldAndNotCounted() {
        tables.database.run("UPDATE petition SET closes_at = now()");
        assertThat(outcome(replay(tables.row(1, 1, 1)))).isEqualTo(RowOutcome.HELD);
        assertThat(outcome(replay(tables.row(1, 1, 1)))).isEqualTo(RowOutcome.KNOWN);
        assertThat(outcome(store.write(List.of(tables.row(2, 2, 2)))))
                .isEqualTo(RowOutcome.NOT_OPEN);
        assertThat(tables.rows()).isEqualTo(1);
        assertThat(state("receipt-1")).isEqualTo("held");
        assertThat(tables.counted()).isZero();
        assertThat(tables.spent()).isEqualTo(1);
        assertThat(tables.refused("petition_closed")).isEqualTo(1);
        assertThat(tables.refused()).isEqualTo(1);
    }

    @Test
    void aPromiseForAPetitionThatIsGoneIsOnRecordAndSpendsNothing() {
        tables.database.run("DELETE FROM petition");
        assertThat(outcome(replay(tables.row(1, 1, 1)))).isEqualTo(RowOutcome.NOT_OPEN);
        assertThat(outcome(replay(tables.row(1, 1, 1)))).isEqualTo(RowOutcome.NOT_OPEN);
        assertThat(tables.rows()).isZero();
        assertThat(tables.spent()).isZero();
        assertThat(tables.refused("petition_unknown")).isEqualTo(1);
        assertThat(tables.refused()).isEqualTo(1);
    }

    @Test
    void whoHadSignedBeforeIsToldNothingAndIsOnRecord() {
        outcome(store.write(List.of(tables.row(1, 1, 7))));
        assertThat(outcome(replay(tables.row(2, 2, 7)))).isEqualTo(RowOutcome.RECORDED);
        assertThat(outcome(replay(tables.row(2, 2, 7)))).isEqualTo(RowOutcome.KNOWN);
        assertThat(tables.rows()).isEqualTo(1);
        assertThat(tables.refused("signed_before")).isEqualTo(1);
        assertThat(tables.refused()).isEqualTo(1);
    }

    /// The petition closed as well: that no row came of it is what the record has to say.
    @Test
    void whoHadSignedAPetitionThatClosedHasNoSecondRow() {
        outcome(store.write(List.of(tables.row(1, 1, 7))));
        tables.database.run("UPDATE petition SET closes_at = now()");
        outcome(replay(tables.row(2, 2, 7)));
        assertThat(tables.rows()).isEqualTo(1);
        assertThat(tables.counted()).isEqualTo(1);
        assertThat(tables.refused("signed_before")).isEqualTo(1);
    }

    /// The answer of the database was lost, so the journal took it as well.
    @Test
    void aLiveBatchInDoubtThatWasWrittenIsKnownWhenItIsDrained() {
        outcomes(store.write(List.of(tables.row(1, 1, 7), tables.row(2, 2, 7))));
        assertThat(outcomes(replay(tables.row(1, 1, 7), tables.row(2, 2, 7))))
                .containsOnly(RowOutcome.KNOWN);
        assertThat(tables.rows()).isEqualTo(1);
        assertThat(tables.refused("signed_before")).isEqualTo(1);
    }

    @Test
    void onlyWhatWasPromisedInTimeOutlivesTheHorizon() {
        Instant expired = Instant.now().minus(Duration.ofHours(2));
        tables.horizon(expired);
        assertThat(outcome(store.write(List.of(tables.row(1, 1, 1, expired)))))
                .isEqualTo(RowOutcome.EXPIRED);
        assertThat(outcome(store.write(List.of(tables.row(2, 2, 2, expired.plusMillis(1))))))
                .isEqualTo(RowOutcome.RECORDED);
        assertThat(outcome(replay(tables.row(3, 3, 3, expired)))).isEqualTo(RowOutcome.RECORDED);
        assertThat(tables.spent()).isEqualTo(2);
        assertThat(tables.counted()).isEqualTo(2);
    }

    @Test
    void aRetryIsKnownBelowTheHorizonAsLongAsItIsRemembered() {
        Instant expires = Instant.now();
        outcome(store.write(List.of(tables.row(1, 1, 1, expires))));
        tables.horizon(expires);
        assertThat(outcome(store.write(List.of(tables.row(1, 1, 1, expires)))))
                .isEqualTo(RowOutcome.KNOWN);
        assertThat(outcome(store.write(List.of(tables.row(1, 2, 2, expires)))))
                .isEqualTo(RowOutcome.SPENT);
    }

    @Test
    void aPromiseWhoseSpentChallengeHasLeftIsStillKeptOnce() {
        Instant expired = Instant.now().minus(Duration.ofHours(2));
        outcome(replay(tables.row(1, 1, 1, expired)));
        tables.horizon(expired);
        tables.database.run("DELETE FROM spent_challenge");
        assertThat(outcome(replay(tables.row(1, 1, 1, expired)))).isEqualTo(RowOutcome.KNOWN);
        assertThat(tables.refused()).isZero();
        assertThat(outcome(replay(tables.row(1, 2, 2, expired)))).isEqualTo(RowOutcome.SPENT);
        assertThat(tables.refused("challenge_spent")).isEqualTo(1);
        assertThat(tables.refused()).isEqualTo(1);
        assertThat(tables.rows()).isEqualTo(1);
        assertThat(tables.counted()).isEqualTo(1);
    }

    @Test
    void aPromiseWithoutARowWhoseSpentChallengeHasLeftGetsNoneEither() {
        Instant expired = Instant.now().minus(Duration.ofHours(2));
        outcome(store.write(List.of(tables.row(1, 1, 7))));
        outcome(replay(tables.row(2, 2, 7, expired)));
        tables.horizon(expired);
        tables.database.run("DELETE FROM spent_challenge");
        assertThat(outcome(replay(tables.row(2, 2, 7, expired)))).isEqualTo(RowOutcome.RECORDED);
        assertThat(tables.rows()).isEqualTo(1);
        assertThat(tables.refused("signed_before")).isEqualTo(1);
        assertThat(tables.refused()).isEqualTo(1);
    }

    /// Without the order of the challenges, or of the addresses, these batches die of deadlock.
    @Test
    void journalsDrainedBesideLiveTrafficNeverWaitInACircle() {
        Random random = new Random(20201121);
        List<PgSignatureStore> stores =
                List.of(tables.store(), tables.store(), tables.store(), tables.store());
        for (int round = 0; round < 15; round++) {
            List<Future<BatchResult>> writing = new ArrayList<>();
            for (int i = 0; i < stores.size(); i++) {
                List<SignatureRow> batch = new ArrayList<>();
                for (int k = 0; k < 200; k++) {
                    int key = round * 1000 + k;
                    // every other gateway has the challenges with contents of its own
                    batch.add(tables.row(key, key + i % 2, key + i % 2));
                }
                Collections.shuffle(batch, random);
                writing.add(
                        i < 2
                                ? stores.get(i).write(batch)
                                : stores.get(i)
                                        .replay(
                                                batch.stream()
                                                        .map(SignatureTables::kept)
                                                        .toList()));
            }
            List<RowOutcome> outcomes = new ArrayList<>();
            writing.forEach(result -> outcomes.addAll(outcomes(result)));
            assertThat(Collections.frequency(outcomes, RowOutcome.RECORDED)).isEqualTo(200);
            assertThat(outcomes)
                    .containsOnly(RowOutcome.RECORDED, RowOutcome.KNOWN, RowOutcome.SPENT);
        }
        assertThat(tables.spent()).isEqualTo(15 * 200);
        assertThat(tables.counted()).isEqualTo(tables.rows());
    }

    @Test
    void anEmptyReplayAsksOnlyWhetherTheDatabaseTakesWrites() {
        assertThat(outcomes(store.replay(List.of()))).isEmpty();
        tables.database.run(
                "ALTER DATABASE %s SET default_transaction_read_only = on"
                        .formatted(tables.database.name()));
        assertThat(SignatureTables.await(tables.store().replay(List.of())))
                .isInstanceOf(BatchResult.Failed.class);
    }
}
