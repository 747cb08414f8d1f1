package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.SignatureTables.held;
import static org.rempart.gateway.storage.SignatureTables.kept;
import static org.rempart.gateway.storage.SignatureTables.outcome;
import static org.rempart.gateway.storage.SignatureTables.outcomes;

import io.vertx.core.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What is held keeps nobody from being counted: against a real PostgreSQL.
class HeldSeatsIT {
    private final SignatureTables tables = new SignatureTables();
    private final PgSignatureStore store = tables.store();

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void whoseAddressIsHeldIsCountedAllTheSame() {
        outcomes(store.write(List.of(held(tables.row(1, 1, 7)))));
        assertThat(outcome(store.write(List.of(tables.row(2, 2, 7)))))
                .isEqualTo(RowOutcome.RECORDED);
        assertThat(tables.states(7)).containsExactly("receipt-1 held", "receipt-2 counted");
        assertThat(tables.counted()).isEqualTo(1);
    }

    @Test
    void soIsWhoWasPromisedIt() {
        outcomes(store.write(List.of(held(tables.row(1, 1, 7)))));
        assertThat(outcome(store.replay(List.of(kept(tables.row(2, 2, 7))))))
                .isEqualTo(RowOutcome.RECORDED);
        assertThat(tables.states(7)).containsExactly("receipt-1 held", "receipt-2 counted");
        assertThat(tables.refused()).isZero();
    }

    @Test
    void inOneBatchTheOrderDoesNotMatter() {
        outcomes(
                store.write(
                        List.of(
                                held(tables.row(1, 1, 7)),
                                tables.row(2, 2, 7),
                                tables.row(3, 3, 8),
                                held(tables.row(4, 4, 8)))));
        assertThat(tables.states(7))
                .contains("receipt-2 counted")
                .doesNotContain("receipt-1 counted");
        assertThat(tables.states(8))
                .contains("receipt-3 counted")
                .doesNotContain("receipt-4 counted");
        assertThat(tables.counted()).isEqualTo(2);
    }

    @Test
    void ofSeveralThatAreHeldForOneAddressEachIsRecordedOnce() {
        List<SignatureRow> batch = List.of(held(tables.row(1, 1, 7)), held(tables.row(2, 2, 7)));
        assertThat(outcomes(store.write(batch))).containsOnly(RowOutcome.RECORDED);
        assertThat(outcomes(store.write(batch))).containsOnly(RowOutcome.KNOWN);
        List<KeptRow> promised =
                List.of(kept(held(tables.row(2, 2, 7))), kept(held(tables.row(3, 3, 7))));
        assertThat(outcomes(store.replay(promised)))
                .containsExactly(RowOutcome.KNOWN, RowOutcome.RECORDED);
        assertThat(outcomes(store.replay(promised))).containsOnly(RowOutcome.KNOWN);
        assertThat(outcome(store.write(List.of(held(tables.row(3, 4, 7))))))
                .isEqualTo(RowOutcome.SPENT);
        assertThat(tables.states(7))
                .containsExactly("receipt-1 held", "receipt-2 held", "receipt-3 held");
        assertThat(tables.spent()).isEqualTo(3);
        assertThat(tables.refused()).isZero();
    }

    @Test
    void whoIsCountedGetsNothingHeldBesideAndTheDrainSaysWhy() {
        outcomes(store.write(List.of(tables.row(1, 1, 7))));
        assertThat(outcome(store.write(List.of(held(tables.row(2, 2, 7))))))
                .isEqualTo(RowOutcome.RECORDED);
        for (RowOutcome known : List.of(RowOutcome.RECORDED, RowOutcome.KNOWN)) {
            assertThat(outcome(store.replay(List.of(kept(held(tables.row(3, 3, 7)))))))
                    .isEqualTo(known);
        }
        assertThat(tables.states(7)).containsExactly("receipt-1 counted");
        assertThat(tables.refused("signed_before")).isEqualTo(1);
        assertThat(tables.refused()).isEqualTo(1);
    }

    @Test
    void aSignatureThatWasTakenOutKeepsItsSeat() {
        outcomes(store.write(List.of(tables.row(1, 1, 7))));
        tables.database.run("UPDATE signature SET state = 'set_aside'");
        outcomes(store.write(List.of(held(tables.row(2, 2, 7)), tables.row(3, 3, 7))));
        assertThat(tables.states(7)).containsExactly("receipt-1 set_aside");
    }

    @Test
    void whatWasPromisedToAPetitionThatClosedKeepsNobodyOutWhenItOpensAgain() {
        tables.database.run("UPDATE petition SET closes_at = now()");
        assertThat(
                        outcomes(
                                store.replay(
                                        List.of(
                                                kept(tables.row(1, 1, 7)),
                                                kept(tables.row(2, 2, 7))))))
                .containsOnly(RowOutcome.HELD);
        tables.database.run("UPDATE petition SET closes_at = NULL");
        outcomes(store.write(List.of(tables.row(3, 3, 7))));
        assertThat(tables.states(7))
                .containsExactly("receipt-1 held", "receipt-2 held", "receipt-3 counted");
        assertThat(tables.refused("petition_closed")).isEqualTo(2);
    }

    @Test
    void whereTwoMayShareAnAddressWhatIsHeldTakesNeitherSeat() {
        tables.database.run("UPDATE petition SET people_per_address = 2");
        for (int i = 1; i <= 3; i++) {
            outcomes(store.write(List.of(held(tables.row(i, i, 7, 70 + i)))));
        }
        outcomes(store.write(List.of(tables.row(4, 4, 7, 71), tables.row(5, 5, 7, 75))));
        outcomes(store.write(List.of(tables.row(6, 6, 7, 76), held(tables.row(7, 7, 7, 77)))));
        assertThat(tables.states(7))
                .containsExactly(
                        "receipt-1 held",
                        "receipt-2 held",
                        "receipt-3 held",
                        "receipt-4 counted",
                        "receipt-5 counted");
    }

    @Test
    void whereTwoMayShareAnAddressAPersonWhoIsCountedGetsNothingHeld() {
        tables.database.run("UPDATE petition SET people_per_address = 2");
        outcomes(store.write(List.of(tables.row(1, 1, 7, 71))));
        outcomes(
                store.write(List.of(held(tables.row(2, 2, 7, 71)), held(tables.row(3, 3, 7, 73)))));
        assertThat(tables.states(7)).containsExactly("receipt-1 counted", "receipt-3 held");
    }

    /// The forger's and the genuine batches meet, through four connections at once.
    @Test
    void everybodyIsCountedOnceHoweverManyAreHeldForThemAtTheSameTime() {
        Random random = new Random(20201121);
        List<PgSignatureStore> stores =
                List.of(store, tables.store(), tables.store(), tables.store());
        int challenge = 0;
        for (int round = 0; round < 20; round++) {
            List<Future<BatchResult>> writing = new ArrayList<>();
            for (int i = 0; i < stores.size(); i++) {
                List<SignatureRow> batch = new ArrayList<>();
                for (int k = 0; k < 200; k++) {
                    SignatureRow row = tables.row(challenge, challenge, round * 1_000 + k);
                    challenge++;
                    batch.add(i % 2 == 0 ? row : held(row));
                }
                Collections.shuffle(batch, random);
                writing.add(stores.get(i).write(batch));
            }
            for (Future<BatchResult> written : writing) {
                assertThat(outcomes(written)).containsOnly(RowOutcome.RECORDED);
            }
        }
        assertThat(tables.counted()).isEqualTo(20 * 200);
        assertThat(tables.countIsTheRows()).isTrue();
        assertThat(
                        tables.database.number(
                                "SELECT count(DISTINCT address_hash) FROM signature WHERE state ="
                                        + " 'counted'"))
                .isEqualTo(20 * 200);
    }
}
