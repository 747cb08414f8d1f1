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
        Gcra gcra = Gcra.of(1, 3);
        long stored = origin;
        for (int i = 0; i < 3; i++) {
            Gcra.Decision granted = gcra.decide(origin, stored, 1);
            assertThat(granted.isGranted()).isTrue();
            stored = granted.storedNanos();
        }
        Gcra.Decision over = gcra.decide(origin, stored, 1);
        assertThat(over.isGranted()).isFalse();
        assertThat(over.retryAfterNanos()).isEqualTo(SECOND);
        assertThat(over.storedNanos()).isEqualTo(stored);
        assertThat(gcra.decide(origin + SECOND - 1, stored, 1).retryAfterNanos()).isEqualTo(1);
        assertThat(gcra.decide(origin + SECOND, stored, 1).isGranted()).isTrue();
    }

    @Test
    void aRequestMayCostSeveralUnitsUpToTheBurst() {
        Gcra gcra = new Gcra(10, 5);
        Gcra.Decision three = gcra.decide(0, 0, 3);
        assertThat(three.isGranted()).isTrue();
        Gcra.Decision threeMore = gcra.decide(0, three.storedNanos(), 3);
        assertThat(threeMore.retryAfterNanos()).isEqualTo(10);
        assertThat(gcra.decide(0, three.storedNanos(), 2).isGranted()).isTrue();
        assertThat(gcra.decide(0, 0, 5).isGranted()).isTrue();
        assertThatThrownBy(() -> gcra.decide(0, 0, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gcra.decide(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRestHoweverLongSavesUpNoMoreThanABurst() {
        Gcra gcra = new Gcra(10, 2);
        Gcra.Decision first = gcra.decide(1_000_000, 0, 2);
        assertThat(first.isGranted()).isTrue();
        assertThat(gcra.decide(1_000_000, first.storedNanos(), 1).isGranted()).isFalse();
    }

    @Test
    void aClockThatStandsStillGrantsOneBurst() {
        Gcra gcra = new Gcra(10, 7);
        long stored = 0;
        int granted = 0;
        for (int i = 0; i < 1_000; i++) {
            Gcra.Decision decision = gcra.decide(0, stored, 1);
            granted += decision.isGranted() ? 1 : 0;
            stored = decision.storedNanos();
        }
        assertThat(granted).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 69, 70, 71, 1_000_000, Long.MAX_VALUE / 2})
    void aClockThatStepsBackCostsAtMostTheBudgetAndGrantsNothingExtra(long step) {
        Gcra gcra = new Gcra(10, 7);
        long spent = gcra.decide(0, 0, 7).storedNanos();
        Gcra.Decision after = gcra.decide(-step, spent, 1);
        assertThat(after.isGranted()).isFalse();
        assertThat(after.retryAfterNanos()).isBetween(1L, gcra.windowNanos());
    }

    @Test
    void refusalsCostNothing() {
        Gcra gcra = new Gcra(10, 1);
        long stored = gcra.decide(0, 0, 1).storedNanos();
        for (int i = 0; i < 100; i++) {
            stored = gcra.decide(5, stored, 1).storedNanos();
        }
        assertThat(gcra.decide(10, stored, 1).isGranted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000000", "3, 333333334", "0.5, 2000000000", "1e9, 1", "1e18, 1"})
    void aRateBecomesAnIntervalThatNeverExceedsIt(double ratePerSecond, long intervalNanos) {
        assertThat(Gcra.of(ratePerSecond, 1).intervalNanos()).isEqualTo(intervalNanos);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "NaN, 1", "1e-300, 1", "1, 0", "1, -1", "1, 86401"})
    void aRateOrABurstOutOfRangeIsRefused(double ratePerSecond, int burst) {
        assertThatThrownBy(() -> Gcra.of(ratePerSecond, burst))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBudgetMayTakeADayToComeBack() {
        assertThat(Gcra.of(1, 86_400).windowNanos()).isEqualTo(Gcra.WINDOW_NANOS_MAX);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void overAnySpanNoMoreIsGrantedThanABurstAndTheRate(long seed) {
        RandomGenerator random = random(seed);
        Gcra gcra = new Gcra(random.nextLong(1, 50), random.nextInt(1, 20));
        List<long[]> grants = new ArrayList<>();
        long origin = random.nextLong();
        long elapsed = 0;
        long stored = origin;
        for (int i = 0; i < 3_000; i++) {
            elapsed += random.nextInt(3) == 0 ? random.nextLong(200) : random.nextLong(10);
            int cost = random.nextInt(1, gcra.burst() + 1);
            Gcra.Decision decision = gcra.decide(origin + elapsed, stored, cost);
            stored = decision.storedNanos();
            if (decision.isGranted()) {
                grants.add(new long[] {elapsed, cost});
            } else {
                long wait = decision.retryAfterNanos();
                assertThat(gcra.decide(origin + elapsed + wait, stored, cost).isGranted()).isTrue();
                assertThat(gcra.decide(origin + elapsed + wait - 1, stored, cost).isGranted())
                        .isFalse();
            }
        }
        assertThat(grants).hasSizeGreaterThan(100);
        for (int from = 0; from < grants.size(); from++) {
            long sum = 0;
            for (int to = from; to < grants.size(); to++) {
                sum += grants.get(to)[1];
                long span = grants.get(to)[0] - grants.get(from)[0];
                assertThat(sum).isLessThanOrEqualTo(gcra.burst() + span / gcra.intervalNanos());
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
        long levelNanos = gcra.windowNanos();
        for (int i = 0; i < 20_000; i++) {
            long step = random.nextLong(60);
            now += step;
            levelNanos = Math.min(gcra.windowNanos(), levelNanos + step);
            int cost = random.nextInt(1, gcra.burst() + 1);
            Gcra.Decision decision = gcra.decide(now, stored, cost);
            stored = decision.storedNanos();
            long price = cost * gcra.intervalNanos();
            assertThat(decision.isGranted()).isEqualTo(levelNanos >= price);
            levelNanos -= decision.isGranted() ? price : 0;
        }
    }
}
