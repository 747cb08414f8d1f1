package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// What a gateway takes for the time.
class DatabaseClockTest {
    private static final Instant NOON = Instant.parse("2020-11-17T12:00:00Z");
    private static final long BOUND = DatabaseClock.ROUND_TRIP_MS_MAX;

    /// From an origin of its own, and about to pass the largest number.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    private final DatabaseClock clock = new DatabaseClock(nanos::get);

    /// The database says so, after that many milliseconds from the question to the answer.
    private void heard(Instant databaseNow, long roundTripMs) {
        long asked = clock.nanoTime();
        pass(roundTripMs);
        clock.heard(databaseNow, asked, clock.nanoTime());
    }

    private void pass(long ms) {
        nanos.addAndGet(ms * 1_000_000);
    }

    @Test
    void itRunsOnFromTheMiddleOfQuestionAndAnswer() {
        heard(NOON, 100);
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(50));
        pass(3_600_000);
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(3_600_050));
    }

    @Test
    void itKnowsNothingBeforeItHasHeard() {
        assertThatIllegalStateException().isThrownBy(clock::instant);
        heard(NOON, 10 * BOUND);
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(5 * BOUND));
    }

    @Test
    void aQuickAnswerPutsItRightByHoweverLittle() {
        heard(NOON, 0);
        pass(1_000);
        heard(NOON.plusMillis(1_000 + BOUND / 2 + 3), BOUND);
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1_000 + BOUND + 3));
    }

    @Test
    void aSlowAnswerThatMayBeTrueChangesNothing() {
        heard(NOON, 0);
        heard(NOON, BOUND + 1);
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(BOUND + 1));
        heard(NOON.plusMillis(2 * BOUND + 2), BOUND + 1);
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(2 * BOUND + 2));
    }

    @Test
    void aSlowAnswerThatProvesItWrongIsAdopted() {
        heard(NOON, 0);
        heard(NOON.minusMillis(1), 2_000);
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(999));
        heard(NOON.plusMillis(3_000), 2_000);
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(4_000));
    }

    @Test
    void itFollowsTheDatabaseWhereverThatGoes() {
        heard(NOON, 2);
        for (Duration jump : new Duration[] {Duration.ofDays(400), Duration.ofDays(-800)}) {
            heard(NOON.plus(jump), 2);
            assertThat(clock.instant()).isEqualTo(NOON.plus(jump).plusMillis(1));
        }
    }
}
