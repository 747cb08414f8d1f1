package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.SignatureTables.await;
import static org.rempart.gateway.storage.SignatureTables.held;
import static org.rempart.gateway.storage.SignatureTables.outcomes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.storage.SignatureReader.Page;
import org.rempart.gateway.storage.SignatureReader.Position;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Signatures page by page, against a real PostgreSQL.
class SignatureReaderIT {
    private final SignatureTables tables = new SignatureTables();
    private final PgSignatureStore store = tables.store();
    private final SignatureReader reader = new SignatureReader(tables.link());

    @AfterEach
    void close() {
        tables.close();
    }

    private List<String> listed(int limit, Runnable betweenPages) {
        List<String> listed = new ArrayList<>();
        Position after = Position.START;
        while (after != null) {
            Page page = await(reader.page(tables.petition, after, limit));
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            page.entries().forEach(entry -> listed.add(entry.receipt()));
            after = page.next();
            betweenPages.run();
        }
        return listed;
    }

    /// Seven are held for one address, three of them at the same microsecond.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 12, 100})
    void eachIsListedOnceHoweverManyAreHeldForOneAddress(int limit) {
        for (int i = 0; i < 7; i++) {
            outcomes(store.write(List.of(held(tables.row(i, i, 7)))));
        }
        tables.database.run(
                "UPDATE signature SET recorded_at = '2026-11-22 12:00Z' WHERE receipt IN"
                        + " ('receipt-2', 'receipt-3', 'receipt-4')");
        outcomes(store.write(IntStream.range(7, 12).mapToObj(i -> tables.row(i, i, i)).toList()));
        assertThat(listed(limit, () -> {}))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 12).mapToObj(i -> "receipt-" + i).toList());
    }

    @Test
    void oneThatIsReleasedWhileSomebodyTurnsPagesIsNotMissed() {
        outcomes(
                store.write(
                        IntStream.range(0, 9).mapToObj(i -> held(tables.row(i, i, i))).toList()));
        HeldSignatures held = new HeldSignatures(tables.link());
        HeldSignatures.Range ever =
                new HeldSignatures.Range(
                        Hold.SOURCE_OVER_BUDGET, Instant.EPOCH, Instant.now().plusSeconds(60));
        assertThat(listed(2, () -> await(held.release(tables.petition, ever))))
                .containsAll(IntStream.range(0, 9).mapToObj(i -> "receipt-" + i).toList());
    }
}
