package org.rempart.loadtests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.signer.Arrivals.Segment;
import org.rempart.loadtests.signer.Arrivals.Spacing;

import java.time.Duration;
import java.util.List;

final class TurnsTest {
    private static final Arrivals TEN =
            new Arrivals(List.of(Segment.steady(100, Duration.ofMillis(100))), Spacing.EVEN);

    private final long start = System.nanoTime();

    @Test
    void everyTurnIsTakenOnceAndNotBeforeItIsDue() throws Exception {
        Turns turns = new Turns(TEN, 0, start);
        for (int turn = 0; turn < 10; turn++) {
            assertThat(turns.await(Long.MAX_VALUE)).isTrue();
            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(5_000_000 + turn * 10_000_000L);
        }

        assertThat(turns.await(Long.MAX_VALUE)).isFalse();
        assertThat(turns.figures().due()).isEqualTo(10);
        assertThat(turns.figures().begun()).isEqualTo(10);
        assertThat(turns.figures().lateness().count()).isEqualTo(10);
    }

    @Test
    void whatNobodyTakesIsDueAllTheSame() throws Exception {
        Turns turns = new Turns(TEN, 0, start);
        turns.await(Long.MAX_VALUE);

        assertThat(turns.figures().begun()).isEqualTo(1);
        assertThat(turns.figures().due()).isEqualTo(10);
    }

    @Test
    void whatIsTakenTooLateIsLate() throws Exception {
        Turns turns = new Turns(TEN, 0, start - Duration.ofSeconds(1).toNanos());
        turns.await(Long.MAX_VALUE);

        assertThat(turns.figures().lateness().max()).isGreaterThan(990);
    }

    @Test
    void afterTheEndNobodyBegins() throws Exception {
        Turns turns = new Turns(TEN, 0, start);

        assertThat(turns.await(start)).isFalse();
        assertThat(turns.figures().begun()).isZero();
        assertThat(turns.figures().due()).isEqualTo(10);
    }
}
