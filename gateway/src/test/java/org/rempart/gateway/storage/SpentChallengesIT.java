package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.SignatureTables.await;
import static org.rempart.gateway.storage.SignatureTables.outcome;

import io.vertx.core.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.MovableTime;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// Spent challenges leave, in time and without opening one again.
class SpentChallengesIT {
    /// The horizon has yet to pass what expired that long ago, and will at its next move.
    private static final Duration LONG_EXPIRED =
            SpentChallenges.KEPT_AFTER_EXPIRY.minus(SpentChallenges.MOVE_INTERVAL.dividedBy(2));

    private final SignatureTables tables = new SignatureTables();
    private MovableTime time;
    private SpentChallenges challenges;

    @BeforeEach
    void open() {
        time = MovableTime.of(tables.database);
        challenges = new SpentChallenges(tables.vertx, tables.link());
    }

    @AfterEach
    void close() {
        tables.close();
    }

    /// Spends that many, which expire at or shortly after an instant by the server's own clock.
    private void spend(int count, Duration fromNow) {
        tables.database.run(
                """
                INSERT INTO spent_challenge
                SELECT sha256((random()::text || i)::bytea), 'of a test', pg_catalog.now()
                       + interval '%d s' + i * interval '1 us'
                  FROM generate_series(1, %d) i
                """
                        .formatted(fromNow.toSeconds(), count));
    }

    private void round() {
        await(challenges.removeExpired());
    }

    /// Rounds as far apart as makes the horizon move at each of them.
    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            time.move(SpentChallenges.MOVE_INTERVAL.plusSeconds(1));
            round();
        }
    }

    private long expiredSeconds() {
        return tables.database.number(
                "SELECT extract(epoch FROM pg_catalog.now() - expired_before) FROM spent_horizon");
    }

    @Test
    void whatExpiredLongAgoLeavesOneMoveAfterItIsRefusedAndTheRestStays() {
        spend(3, LONG_EXPIRED.negated());
        spend(5, SpentChallenges.KEPT_AFTER_EXPIRY.minusMinutes(30).negated());
        spend(7, Duration.ofMinutes(10));
        rounds(1);
        assertThat(tables.spent()).isEqualTo(15);
        round();
        assertThat(tables.spent()).isEqualTo(15);
        rounds(1);
        assertThat(tables.spent()).isEqualTo(12);
        rounds(5);
        assertThat(tables.spent()).isEqualTo(12);
        assertThat(challenges.removed()).isEqualTo(3);
    }

    @Test
    void aRoundRemovesBatchAfterBatch() {
        int rows = 2 * SpentChallenges.BATCH_ROWS_MAX + 1;
        spend(rows, LONG_EXPIRED.negated());
        rounds(2);
        assertThat(tables.spent()).isZero();
        assertThat(challenges.removed()).isEqualTo(rows);
    }

    @Test
    void whatIsGoneBuysNothingAndWhatExpiresLaterDoes() {
        Instant expired = Instant.now().minus(LONG_EXPIRED);
        SignatureRow gone = tables.row(1, 1, 1, expired);
        PgSignatureStore store = tables.store();
        outcome(store.write(List.of(gone)));
        rounds(1);
        assertThat(outcome(store.write(List.of(gone)))).isEqualTo(RowOutcome.KNOWN);
        rounds(1);
        assertThat(tables.spent()).isZero();
        assertThat(outcome(store.write(List.of(gone)))).isEqualTo(RowOutcome.EXPIRED);
        assertThat(outcome(store.write(List.of(tables.row(1, 2, 2, expired)))))
                .isEqualTo(RowOutcome.EXPIRED);
        assertThat(outcome(store.write(List.of(tables.row(2, 2, 2)))))
                .isEqualTo(RowOutcome.RECORDED);
    }

    @Test
    void gatewaysShareTheWork() {
        spend(20_000, LONG_EXPIRED.negated());
        SpentChallenges other = new SpentChallenges(tables.vertx, tables.link());
        time.move(SpentChallenges.MOVE_INTERVAL.plusSeconds(1));
        await(Future.all(challenges.removeExpired(), other.removeExpired()));
        time.move(SpentChallenges.MOVE_INTERVAL.plusSeconds(1));
        await(Future.all(challenges.removeExpired(), other.removeExpired()));
        assertThat(tables.spent()).isZero();
        assertThat(challenges.removed() + other.removed()).isEqualTo(20_000);
    }

    @Test
    void whileAnotherGatewayRemovesNobodyElseDoes() throws SQLException {
        spend(3, LONG_EXPIRED.negated());
        rounds(1);
        try (Connection other = tables.database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(%d)".formatted(SpentChallenges.LOCK));
            rounds(1);
            assertThat(tables.spent()).isEqualTo(3);
        }
        Eventually.holds(() -> {
            round();
            return tables.spent() == 0;
        });
    }

    /// A batch that began before the horizon moved meets, late, a challenge that was spent since.
    /// Its row has to be there still: without it the claim succeeds, and somebody is told that a
    /// signature was recorded that is not.
    @Test
    void aBatchOlderThanTheHorizonCannotClaimWhatIsBeingRemoved() throws Exception {
        tables.database.run(
                """
                CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_advisory_xact_lock(4711);
                    RETURN NEW;
                END $$
                """);
        tables.database.run(
                "CREATE TRIGGER late BEFORE INSERT ON spent_challenge FOR EACH ROW WHEN"
                        + " (NEW.content = '\\x%s') EXECUTE FUNCTION wait_for_test()"
                                .formatted(
                                        HexFormat.of()
                                                .formatHex(SignatureTables.bytes(2).getBytes())));
        Instant expired = Instant.now().minus(LONG_EXPIRED);
        Future<BatchResult> late;
        try (Connection holder = tables.database.connect();
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4711)");
            late = tables.store().write(List.of(tables.row(1, 2, 2, expired)));
            Eventually.holds(() ->
                    tables.database.number(
                                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND"
                                            + " NOT granted")
                            == 1);
            KeptRow promised = SignatureTables.kept(tables.row(1, 1, 1, expired));
            assertThat(outcome(tables.store().replay(List.of(promised))))
                    .isEqualTo(RowOutcome.RECORDED);
            rounds(1);
            for (int i = 0; i < 5; i++) {
                time.move(SpentChallenges.MOVE_INTERVAL.minusSeconds(1).dividedBy(5));
                round();
            }
        }
        assertThat(outcome(late)).isEqualTo(RowOutcome.SPENT);
        assertThat(tables.rows()).isEqualTo(1);
        rounds(1);
        assertThat(tables.spent()).isZero();
    }

    /// As after a fail-over to a host whose clock is wrong, and back.
    @Test
    void aClockThatWasFarAheadForMinutesTakesNothingFromThoseWhoComeLater() {
        spend(10, Duration.ofMinutes(10));
        time.move(Duration.ofDays(400));
        rounds(3);
        time.move(Duration.ofDays(-400));
        assertThat(expiredSeconds()).isPositive();
        assertThat(outcome(tables.store().write(List.of(tables.row(1, 1, 1)))))
                .isEqualTo(RowOutcome.RECORDED);
        assertThat(tables.spent()).isEqualTo(11);
    }

    @Test
    void theHorizonNeverMovesBackAndGoesOnAfterTheClockWas() {
        spend(3, LONG_EXPIRED.negated());
        rounds(1);
        long before = expiredSeconds();
        time.move(Duration.ofDays(-400));
        round();
        assertThat(expiredSeconds()).isBetween(before, before + 30);
        assertThat(tables.spent()).isEqualTo(3);
        rounds(1);
        assertThat(expiredSeconds()).isBetween(before, before + 30);
        assertThat(tables.spent()).isZero();
    }

    /// Its size follows what is remembered, not what has ever been spent.
    @Test
    void whatWasRemovedMakesRoomForWhatComes() {
        int rows = 20_000;
        spend(rows, LONG_EXPIRED.negated());
        long once = bytes();
        for (int cycle = 0; cycle < 5; cycle++) {
            rounds(2);
            assertThat(tables.spent()).isZero();
            tables.database.run("VACUUM spent_challenge");
            spend(rows, LONG_EXPIRED.negated());
        }
        assertThat(bytes()).isLessThan(2 * once);
    }

    private long bytes() {
        return tables.database.number("SELECT pg_total_relation_size('spent_challenge')");
    }
}
