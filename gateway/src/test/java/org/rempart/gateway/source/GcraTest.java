package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class GcraTest {
    private static final long SECOND = 1_000_000_000L;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 123_456_789, Long.MAX_VALUE, Long.MIN_VALUE})
    void aRestedClientMaySpendABurstAndThenOneForEachInterval(long origin) {
        Gcra gcra = new Gcra(SECOND, 3);
        long stored = origin;
        for (int i = 0; i < 3; i++) {
            assertThat(gcra.wait(origin, stored, 1)).isZero();
            stored = gcra.charged(origin, stored);
        }
        assertThat(gcra.wait(origin, stored, 1)).isEqualTo(SECOND);
        assertThat(gcra.wait(origin + SECOND - 1, stored, 1)).isEqualTo(1);
        assertThat(gcra.wait(origin + SECOND, stored, 1)).isZero();
    }

    @Test
    void aRestHoweverLongSavesUpNoMoreThanABurst() {
        Gcra gcra = new Gcra(10, 2);
        long stored = gcra.charged(1_000_000, gcra.charged(1_000_000, 0));
        assertThat(gcra.wait(1_000_000, stored, 1)).isEqualTo(10);
    }

    @Test
    void aClockThatStandsStillGrantsOneBurst() {
        Gcra gcra = new Gcra(10, 7);
        long stored = 0;
        int granted = 0;
        for (int i = 0; i < 1_000; i++) {
            if (gcra.wait(0, stored, 1) == 0) {
                granted++;
                stored = gcra.charged(0, stored);
            }
        }
        assertThat(granted).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 69, 70, 71, 1_000_000, Long.MAX_VALUE / 2})
    void aClockThatStepsBackCostsAtMostTheBudgetAndGrantsNothingExtra(long step) {
        Gcra gcra = new Gcra(10, 7);
        long spent = gcra.window();
        assertThat(gcra.wait(-step, spent, 1)).isBetween(1L, gcra.window());
    }

    @Test
    void aShareOfTheBurstRefusesThoseWhoUsedMore() {
        Gcra gcra = new Gcra(10, 8);
        assertThat(gcra.wait(0, 30, 0.5)).isZero();
        assertThat(gcra.wait(0, 31, 0.5)).isEqualTo(1);
        assertThat(gcra.wait(0, 40, 0.5)).isEqualTo(10);
        assertThat(gcra.wait(0, 40, 1)).isZero();
    }

    @Test
    void aRestedClientIsGrantedOneUnitAtAnyShare() {
        Gcra gcra = new Gcra(10, 8);
        assertThat(gcra.wait(0, 0, 0.01)).isZero();
        assertThat(gcra.wait(0, 1, 0.01)).isEqualTo(1);
    }

    @Test
    void aUnitGivenBackCanBeSpentAgainButNoneIsSavedUp() {
        Gcra gcra = new Gcra(10, 2);
        long spent = gcra.charged(0, gcra.charged(0, 0));
        assertThat(gcra.wait(0, gcra.refunded(0, spent), 1)).isZero();
        assertThat(gcra.refunded(0, 5)).isZero();
        assertThat(gcra.refunded(0, -100)).isZero();
    }

    @Test
    void whatIsUsedIsAShareOfTheBurst() {
        Gcra gcra = new Gcra(10, 4);
        assertThat(gcra.used(0, -1)).isZero();
        assertThat(gcra.used(0, 0)).isZero();
        assertThat(gcra.used(0, 10)).isEqualTo(0.25);
        assertThat(gcra.used(0, 40)).isEqualTo(1);
        assertThat(gcra.used(-1_000, 40)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1000000000",
        "3, 1, 1, 333333334",
        "0.5, 1, 1, 2000000000",
        "20, 64, 64, 12208",
        "10000, 64, 64, 25",
        "10000, 64, 4096, 1"
    })
    void aRateBecomesAnIntervalThatNeverExceedsIt(
            double perSecond, int factor, long unitNanos, long interval) {
        Gcra gcra = Gcra.of(new Allowance(perSecond, 1), factor, unitNanos);
        assertThat(gcra.interval()).isEqualTo(interval);
        assertThat(gcra.burst()).isEqualTo(factor);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1", "1000000000000000, 1000000"})
    void anIntervalOrABurstOutOfRangeIsRefused(long interval, int burst) {
        assertThatThrownBy(() -> new Gcra(interval, burst))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void overAnySpanNoMoreIsGrantedThanABurstAndTheRate(long seed) {
        RandomGenerator random = random(seed);
        Gcra gcra = new Gcra(random.nextLong(1, 50), random.nextInt(1, 20));
        List<Long> grants = new ArrayList<>();
        long origin = random.nextLong();
        long elapsed = 0;
        long stored = origin;
        for (int i = 0; i < 3_000; i++) {
            elapsed += random.nextInt(3) == 0 ? random.nextLong(200) : random.nextLong(10);
            long wait = gcra.wait(origin + elapsed, stored, 1);
            if (wait == 0) {
                grants.add(elapsed);
                stored = gcra.charged(origin + elapsed, stored);
            } else {
                assertThat(gcra.wait(origin + elapsed + wait, stored, 1)).isZero();
                assertThat(gcra.wait(origin + elapsed + wait - 1, stored, 1)).isEqualTo(1);
            }
        }
        assertThat(grants).hasSizeGreaterThan(100);
        for (int from = 0; from < grants.size(); from++) {
            for (int to = from; to < grants.size(); to++) {
                long span = grants.get(to) - grants.get(from);
                assertThat((long) to - from + 1)
                        .isLessThanOrEqualTo(gcra.burst() + span / gcra.interval());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void itDecidesAsATokenBucketOfWholeNumbersWould(long seed) {
        RandomGenerator random = random(seed);
        Gcra gcra = new Gcra(random.nextLong(1, 50), random.nextInt(1, 20));
        long now = 0;
        long stored = 0;
        long level = gcra.window();
        for (int i = 0; i < 20_000; i++) {
            long step = random.nextLong(60);
            now += step;
            level = Math.min(gcra.window(), level + step);
            boolean granted = gcra.wait(now, stored, 1) == 0;
            assertThat(granted).isEqualTo(level >= gcra.interval());
            if (granted) {
                stored = gcra.charged(now, stored);
                level -= gcra.interval();
            }
        }
    }
}
