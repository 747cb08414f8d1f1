package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class SignersBySecondTest {
    private static final long MS = 1_000_000;

    private static final long SECOND = 1_000 * MS;

    /// `System.nanoTime()` may be negative.
    private static final long START = -5 * SECOND;

    private final SignersBySecond signers = new SignersBySecond(START);

    @Test
    void nobodyCame() {
        assertThat(signers.figures()).isEqualTo(SignerSeconds.NONE);
    }

    @Test
    void aVisitBelongsToTheSecondInWhichItEnded() {
        signers.gotThrough(START, 4 * MS);
        signers.gotThrough(START + SECOND - 1, 4 * MS);
        signers.gotThrough(START + SECOND, 900 * MS);

        SignerSeconds seen = signers.figures();

        assertThat(seen.seconds()).containsExactly(0, 1);
        assertThat(seen.ended()).containsExactly(2, 1);
        assertThat(seen.gotThrough()).containsExactly(2, 1);
        assertThat(seen.p50Ms()).containsExactly(4.0, 900.2);
        assertThat(seen.worstMs()).containsExactly(4.0, 900.2);
    }

    @Test
    void whoGaveUpLeftAndHasNoWait() {
        signers.gotThrough(START, 10 * MS);
        signers.gaveUp(START);
        signers.gaveUp(START + SECOND);

        SignerSeconds seen = signers.figures();

        assertThat(seen.ended()).containsExactly(2, 1);
        assertThat(seen.gotThrough()).containsExactly(1, 0);
        assertThat(seen.worstMs()).containsExactly(10.0, null);
    }

    @Test
    void aSecondInWhichNobodyLeftIsThere() {
        signers.gaveUp(START);
        signers.gaveUp(START + 2 * SECOND);

        SignerSeconds seen = signers.figures();

        assertThat(seen.seconds()).containsExactly(0, 1, 2);
        assertThat(seen.ended()).containsExactly(1, 0, 1);
        assertThat(seen.p50Ms()).containsExactly(null, null, null);
    }

    @Test
    void ofFewerThanAHundredTheLongestWaitIsShown() {
        several(0, SignersBySecond.TAIL_MIN - 1);
        several(1, SignersBySecond.TAIL_MIN);
        several(2, SignersBySecond.TAIL_MIN + 1);
        signers.gaveUp(START + 2 * SECOND);

        SignerSeconds seen = signers.figures();

        // of 1, 2, 3 ... ms
        assertThat(rounded(seen.p50Ms())).containsExactly(50L, 50L, 51L);
        assertThat(rounded(seen.worstMs())).containsExactly(99L, 99L, 100L);
        assertThat(seen.worstMs().getFirst()).isGreaterThan(98);
    }

    @Test
    void whatIsToldLateCountsWithTheSecondThatRuns() {
        signers.gaveUp(START + SECOND);
        signers.gotThrough(START + SECOND - 1, MS);

        assertThat(signers.figures().ended()).containsExactly(0, 2);
    }

    @Test
    void whatEndsAfterTwoHoursIsNotKept() {
        signers.gaveUp(START + SignersBySecond.SECONDS_MAX * SECOND - 1);
        signers.gaveUp(START + SignersBySecond.SECONDS_MAX * SECOND);
        signers.gotThrough(START + 10L * SignersBySecond.SECONDS_MAX * SECOND, MS);

        SignerSeconds seen = signers.figures();

        assertThat(seen.seconds()).hasSize(SignersBySecond.SECONDS_MAX);
        assertThat(seen.ended().getLast()).isOne();
    }

    @Test
    void waitsBeyondTheScaleAreItsEnd() {
        signers.gotThrough(START, -1);
        signers.gotThrough(START, Long.MAX_VALUE);

        assertThat(signers.figures().worstMs().getFirst()).isBetween(600_000.0, 600_600.0);
        assertThat(signers.figures().p50Ms()).containsExactly(0.0);
    }

    @Test
    void lookingChangesNothing() {
        signers.gotThrough(START, MS);

        assertThat(signers.figures()).isEqualTo(signers.figures());
        signers.gotThrough(START, MS);
        assertThat(signers.figures().ended()).containsExactly(2);
    }

    @Test
    void visitsOfAllThreadsAreCounted() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int visit = 0; visit < 3_000; visit++) {
                                    signers.gotThrough(START + visit * MS, MS);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(signers.figures().gotThrough().stream().mapToInt(got -> got).sum())
                .isEqualTo(24_000);
    }

    private void several(int second, int many) {
        for (int i = 1; i <= many; i++) {
            signers.gotThrough(START + second * SECOND, i * MS);
        }
    }

    private static List<Long> rounded(List<Double> ms) {
        return ms.stream().map(Math::round).toList();
    }
}
