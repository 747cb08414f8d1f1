package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

final class ReconciliationTest {
    private final Ledger ledger = new Ledger();

    @Test
    void whatWasAcknowledgedAndIsThereIsInOrder() {
        acknowledge(1, "a", "FR");
        acknowledge(2, "b", "DE");

        Reconciliation rows = against(row("a", "FR"), row("b", "DE"));

        assertThat(rows.complete()).isTrue();
        assertThat(rows.counted()).isEqualTo(2);
        assertThat(rows.agreesWith(new Published(2, 2, Map.of("FR", 1L, "DE", 1L)))).isTrue();
    }

    @Test
    void anAcknowledgementWithoutARowIsMissing() {
        acknowledge(1, "a", "FR");
        acknowledge(2, "b", "FR");

        assertThat(against(row("a", "FR")).missing()).containsExactly("b");
    }

    @Test
    void aRowInAnyStateIsThere() {
        acknowledge(1, "a", "FR");

        Reconciliation rows = against(new Row("a", "held", "FR", Instant.EPOCH));

        assertThat(rows.complete()).isTrue();
        assertThat(rows.counted()).isZero();
        assertThat(rows.rowsByState()).containsOnly(Map.entry("held", 1L));
    }

    @Test
    void aRetryAcknowledgedTwiceIsOneSignature() {
        acknowledge(1, "a", "FR");
        acknowledge(1, "a", "FR");

        Reconciliation rows = against(row("a", "FR"));

        assertThat(rows.acknowledged()).isEqualTo(1);
        assertThat(rows.shared()).isEmpty();
    }

    @Test
    void oneReceiptForTwoSignaturesIsShared() {
        acknowledge(1, "a", "FR");
        acknowledge(2, "a", "FR");

        assertThat(against(row("a", "FR")).shared()).containsExactly("a");
    }

    @Test
    void aReceiptWithTwoRowsIsThereTwice() {
        acknowledge(1, "a", "FR");

        assertThat(against(row("a", "FR"), row("a", "FR")).twice()).containsExactly("a");
    }

    @Test
    void aRowNobodyWasPromisedIsForged() {
        Reconciliation rows = against(row("x", "FR"));

        assertThat(rows.forged()).isEqualTo(1);
        assertThat(rows.unexplained()).isZero();
    }

    @Test
    void aPostWithoutAnAnswerExplainsOneRowOfItsCountry() {
        ledger.unanswered("FR");

        Reconciliation rows = against(row("x", "FR"), row("y", "FR"), row("z", "DE"));

        assertThat(rows.unexplained()).isEqualTo(1);
        assertThat(rows.forged()).isEqualTo(2);
    }

    @Test
    void aRowInAnotherCountryIsFound() {
        acknowledge(1, "a", "FR");

        assertThat(against(row("a", "DE")).elsewhere()).containsExactly("a");
    }

    @Test
    void publishedFiguresThatDifferInOneAreDenied() {
        acknowledge(1, "a", "FR");
        Reconciliation rows = against(row("a", "FR"));

        assertThat(rows.agreesWith(new Published(1, 1, Map.of("FR", 1L, "DE", 0L)))).isTrue();
        assertThat(rows.agreesWith(new Published(2, 1, Map.of("FR", 1L)))).isFalse();
        assertThat(rows.agreesWith(new Published(1, 0, Map.of("FR", 1L)))).isFalse();
        assertThat(rows.agreesWith(new Published(1, 1, Map.of("DE", 1L)))).isFalse();
        assertThat(rows.agreesWith(new Published(1, 1, Map.of()))).isFalse();
    }

    @Test
    void aFullLedgerSaysSo() {
        Ledger small = new Ledger(1);
        small.acknowledged(new Acknowledgement(1, "a", "FR", 201));

        assertThatThrownBy(() -> small.acknowledged(new Acknowledgement(2, "b", "FR", 201)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("full");
    }

    private void acknowledge(long signature, String receipt, String country) {
        ledger.acknowledged(new Acknowledgement(signature, receipt, country, 201));
    }

    private static Row row(String receipt, String country) {
        return new Row(receipt, "counted", country, Instant.EPOCH);
    }

    private Reconciliation against(Row... rows) {
        return Reconciliation.of(ledger, List.of(rows));
    }
}
