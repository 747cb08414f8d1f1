package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.SignatureTables.await;
import static org.rempart.gateway.storage.SignatureTables.held;
import static org.rempart.gateway.storage.SignatureTables.outcomes;

import io.vertx.core.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.storage.HeldSignatures.Range;
import org.rempart.gateway.storage.HeldSignatures.Release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What becomes counted of what was held, against a real PostgreSQL.
class ReleaseIT {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Range EVER =
            new Range(Hold.SOURCE_OVER_BUDGET, Instant.EPOCH, NOON.plusSeconds(1_000_000_000));

    private final SignatureTables tables = new SignatureTables();
    private final PgSignatureStore store = tables.store();
    private final HeldSignatures held = new HeldSignatures(tables.link());

    @AfterEach
    void close() {
        tables.close();
    }

    private Release release(Range range) {
        return await(held.release(tables.petition, range));
    }

    private void recordedAt(int number, Instant instant) {
        tables.database.run(
                "UPDATE signature SET recorded_at = '%s' WHERE receipt = 'receipt-%d'"
                        .formatted(instant, number));
    }

    @Test
    void whatWasRecordedFromTheFirstInstantToJustBeforeTheLastIsCounted() {
        for (int i = 1; i <= 4; i++) {
            outcomes(store.write(List.of(held(tables.row(i, i, i)))));
        }
        recordedAt(1, NOON.minusNanos(1_000));
        recordedAt(2, NOON);
        recordedAt(3, NOON.plusSeconds(60).minusNanos(1_000));
        recordedAt(4, NOON.plusSeconds(60));
        Range minute = new Range(Hold.SOURCE_OVER_BUDGET, NOON, NOON.plusSeconds(60));
        assertThat(release(minute)).isEqualTo(new Release(2, 0));
        assertThat(tables.states())
                .containsExactly(
                        "receipt-1 held",
                        "receipt-2 counted",
                        "receipt-3 counted",
                        "receipt-4 held");
        assertThat(tables.countIsTheRows()).isTrue();
        assertThat(release(minute)).isEqualTo(new Release(0, 0));
        assertThat(tables.counted()).isEqualTo(2);
    }

    @Test
    void onlyWhatIsHeldForThatReasonAndThatPetitionIsReleased() {
        outcomes(store.write(List.of(held(tables.row(1, 1, 1)), held(tables.row(2, 2, 2)))));
        tables.database.run(
                "UPDATE signature SET held_for = 'petition_closed' WHERE receipt = 'receipt-2'");
        assertThat(await(held.release(tables.petition + 1, EVER))).isEqualTo(new Release(0, 0));
        assertThat(release(EVER)).isEqualTo(new Release(1, 0));
        assertThat(release(new Range(Hold.PETITION_CLOSED, EVER.from(), EVER.to())))
                .isEqualTo(new Release(1, 0));
        assertThat(tables.counted()).isEqualTo(2);
    }

    @Test
    void nothingOfASignatureChangesButItsState() {
        String row = "SELECT hashtext((to_jsonb(s) - 'state')::text) FROM signature s";
        outcomes(store.replay(List.of(SignatureTables.kept(held(tables.row(1, 1, 1))))));
        tables.database.run("UPDATE signature SET postcode = '75011', wants_updates = true");
        long before = tables.database.number(row);
        release(EVER);
        assertThat(tables.states()).containsExactly("receipt-1 counted");
        assertThat(tables.database.number(row)).isEqualTo(before);
        assertThat(outcomes(store.write(List.of(held(tables.row(1, 1, 1))))))
                .containsExactly(RowOutcome.KNOWN);
    }

    @Test
    void ofSeveralForOneAddressTheOldestInTheRangeIsCountedAndTheOthersStay() {
        for (int i = 1; i <= 3; i++) {
            outcomes(store.write(List.of(held(tables.row(i, i, 7)))));
        }
        recordedAt(1, NOON.plusSeconds(1));
        recordedAt(2, NOON.minusSeconds(1));
        assertThat(release(EVER)).isEqualTo(new Release(1, 0));
        assertThat(tables.states())
                .containsExactly("receipt-1 held", "receipt-2 counted", "receipt-3 held");
        assertThat(release(EVER)).isEqualTo(new Release(0, 0));
    }

    @Test
    void whoseAddressIsCountedAlreadyStaysHeld() {
        outcomes(store.write(List.of(held(tables.row(1, 1, 7)))));
        outcomes(store.write(List.of(tables.row(2, 2, 7))));
        assertThat(release(EVER)).isEqualTo(new Release(0, 0));
        assertThat(tables.states()).containsExactly("receipt-1 held", "receipt-2 counted");
    }

    @Test
    void whereTwoMayShareAnAddressTwoPersonsAreCounted() {
        tables.database.run("UPDATE petition SET people_per_address = 2");
        for (int i = 1; i <= 4; i++) {
            outcomes(store.write(List.of(held(tables.row(i, i, 7, i == 2 ? 71 : 70 + i)))));
            recordedAt(i, NOON.plusSeconds(i));
        }
        assertThat(release(EVER)).isEqualTo(new Release(2, 0));
        assertThat(tables.states())
                .containsExactly(
                        "receipt-1 counted",
                        "receipt-2 held",
                        "receipt-3 counted",
                        "receipt-4 held");
        assertThat(tables.countIsTheRows()).isTrue();
    }

    @Test
    void oneCallReleasesSoManyAndSaysHowManyRemain() {
        tables.database.run(
                """
                INSERT INTO signature (receipt, petition_id, state, held_for, name, email, country,
                                       is_public, wants_updates, address_hash, seat, recorded_at)
                SELECT 'r' || i, %d, 'held', 'source_over_budget', 'N', 'e', 'FR', true, false,
                       sha256(i::text::bytea), 1, timestamptz '2026-11-22 12:00Z' + i * interval '1 ms'
                  FROM generate_series(1, %d) AS i
                """
                        .formatted(tables.petition, HeldSignatures.RELEASED_MAX + 1));
        assertThat(release(EVER)).isEqualTo(new Release(HeldSignatures.RELEASED_MAX, 1));
        assertThat(tables.counted()).isEqualTo(HeldSignatures.RELEASED_MAX);
        assertThat(tables.states()).contains("r%d held".formatted(HeldSignatures.RELEASED_MAX + 1));
        assertThat(release(EVER)).isEqualTo(new Release(1, 0));
        assertThat(tables.countIsTheRows()).isTrue();
    }

    @Test
    void theSummarySaysWhatIsHeldForEachReasonAndSinceWhen() {
        assertThat(await(held.summary(tables.petition))).isEmpty();
        outcomes(store.write(List.of(held(tables.row(1, 1, 1)), held(tables.row(2, 2, 2)))));
        outcomes(store.write(List.of(tables.row(3, 3, 3), held(tables.row(4, 4, 4)))));
        recordedAt(1, NOON);
        recordedAt(2, NOON.plusSeconds(5));
        recordedAt(4, NOON.plusSeconds(3));
        tables.database.run(
                "UPDATE signature SET held_for = 'petition_closed' WHERE receipt = 'receipt-4'");
        assertThat(await(held.summary(tables.petition)))
                .containsExactly(
                        new HeldSignatures.Held(
                                "petition_closed", 1, NOON.plusSeconds(3), NOON.plusSeconds(3)),
                        new HeldSignatures.Held(
                                "source_over_budget", 2, NOON, NOON.plusSeconds(5)));
        release(EVER);
        assertThat(await(held.summary(tables.petition))).hasSize(1);
    }

    /// Two operators release while the same people sign by themselves through two connections: no
    /// circle of waits, nobody counted twice, no signature lost.
    @Test
    void releasesBesideLiveTrafficCountEverybodyOnce() {
        int people = 4_000;
        for (int from = 0; from < people; from += 500) {
            List<SignatureRow> batch = new ArrayList<>();
            for (int i = from; i < from + 500; i++) {
                batch.add(held(tables.row(i, i, i)));
            }
            outcomes(store.write(batch));
        }
        List<PgSignatureStore> stores = List.of(store, tables.store());
        List<HeldSignatures> operators = List.of(held, new HeldSignatures(tables.link()));
        Random random = new Random(20201119);
        List<Future<Release>> releasing = new ArrayList<>();
        for (HeldSignatures operator : operators) {
            releasing.add(operator.release(tables.petition, EVER));
        }
        int challenge = people;
        for (int round = 0; round < 10; round++) {
            List<Future<BatchResult>> writing = new ArrayList<>();
            for (PgSignatureStore writer : stores) {
                List<SignatureRow> batch = new ArrayList<>();
                for (int k = 0; k < 200; k++) {
                    SignatureRow row = tables.row(challenge, challenge, random.nextInt(people));
                    batch.add(k % 4 == 0 ? held(row) : row);
                    challenge++;
                }
                Collections.shuffle(batch, random);
                writing.add(writer.write(batch));
            }
            for (Future<BatchResult> written : writing) {
                assertThat(outcomes(written)).containsOnly(RowOutcome.RECORDED);
            }
        }
        releasing.forEach(SignatureTables::await);
        release(EVER);
        assertThat(release(EVER)).isEqualTo(new Release(0, 0));
        assertThat(tables.counted()).isEqualTo(people);
        assertThat(tables.countIsTheRows()).isTrue();
        assertThat(
                        tables.database.number(
                                "SELECT count(*) FROM signature WHERE replace(receipt, 'receipt-',"
                                        + " '')::int < "
                                        + people))
                .isEqualTo(people);
    }
}
