package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.SignatureTables.held;
import static org.rempart.gateway.storage.SignatureTables.kept;
import static org.rempart.gateway.storage.SignatureTables.outcome;
import static org.rempart.gateway.storage.SignatureTables.outcomes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Signatures that are recorded and not counted, against a real PostgreSQL.
class HeldSignaturesIT {
    private final SignatureTables tables = new SignatureTables();
    private final PgSignatureStore store = tables.store();

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void oneThatIsHeldIsRecordedWithItsReasonAndNotCounted() {
        assertThat(outcomes(store.write(List.of(held(tables.row(1, 1, 1)), tables.row(2, 2, 2)))))
                .containsExactly(RowOutcome.RECORDED, RowOutcome.RECORDED);
        assertThat(tables.rows()).isEqualTo(2);
        assertThat(tables.counted()).isEqualTo(1);
        assertThat(heldFor("source_over_budget")).isEqualTo(1);
        assertThat(tables.spent()).isEqualTo(2);
    }

    @Test
    void aRetryFindsWhatTheFirstTryBecameWhateverItsSourceHasLeft() {
        outcomes(store.write(List.of(tables.row(1, 1, 1), held(tables.row(2, 2, 2)))));
        assertThat(outcomes(store.write(List.of(held(tables.row(1, 1, 1)), tables.row(2, 2, 2)))))
                .containsOnly(RowOutcome.KNOWN);
        assertThat(tables.counted()).isEqualTo(1);
        assertThat(heldFor("source_over_budget")).isEqualTo(1);
    }

    @Test
    void onePromisedAsHeldIsHeldWhenItIsDrainedAndIsNoRefusal() {
        assertThat(outcome(store.replay(List.of(kept(held(tables.row(1, 1, 1)))))))
                .isEqualTo(RowOutcome.RECORDED);
        assertThat(outcome(store.replay(List.of(kept(held(tables.row(1, 1, 1)))))))
                .isEqualTo(RowOutcome.KNOWN);
        assertThat(tables.counted()).isZero();
        assertThat(heldFor("source_over_budget")).isEqualTo(1);
        assertThat(tables.refused()).isZero();
    }

    @Test
    void onePromisedAsHeldForAPetitionThatClosedKeepsItsFirstReason() {
        tables.database.run("UPDATE petition SET closes_at = now()");
        assertThat(outcome(store.replay(List.of(kept(held(tables.row(1, 1, 1)))))))
                .isEqualTo(RowOutcome.HELD);
        assertThat(heldFor("source_over_budget")).isEqualTo(1);
        assertThat(tables.refused("petition_closed")).isEqualTo(1);
    }

    private long heldFor(String reason) {
        return tables.database.number(
                "SELECT count(*) FROM signature WHERE state = 'held' AND held_for = '%s'"
                        .formatted(reason));
    }
}
