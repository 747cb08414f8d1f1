package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rempart.gateway.source.SourceTest.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// What holds whatever comes, however the clock goes, and from however many threads.
class BudgetsPropertyTest {
    private static final long SECOND = 1_000_000_000L;

    private static final Map<Budget, Allowance> ALLOWANCES =
            new EnumMap<>(
                    Map.of(
                            Budget.CONNECTIONS, new Allowance(10_000, 3),
                            Budget.REQUESTS, new Allowance(2, 4),
                            Budget.CHALLENGES, new Allowance(20, 400),
                            Budget.FAILED_WORK, new Allowance(0.1, 3),
                            Budget.SIGNATURES, new Allowance(1, 60),
                            Budget.HELD_SIGNATURES, new Allowance(1e-4, 8),
                            Budget.ABANDONED_WAITS, new Allowance(0.01, 6)));

    private static final List<Budget> EVERY = List.of(Budget.values());

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 3_600 * SECOND);

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static Allowance allowance(Budget budget) {
        return Objects.requireNonNull(ALLOWANCES.get(budget));
    }

    private Budgets budgets() {
        return new Budgets(ALLOWANCES, LargerBudgets.parse(List.of(), null), clock::get, random(1));
    }

    private static Source anySource(RandomGenerator random) {
        return random.nextInt(3) == 0
                ? source(
                        "192.0.%d.%d"
                                .formatted(
                                        random.nextInt(2),
                                        random.nextInt(random.nextBoolean() ? 2 : 200)))
                : source(
                        "2001:db8:%d:%x::1"
                                .formatted(
                                        random.nextInt(2),
                                        random.nextInt(2) * 256
                                                + random.nextInt(random.nextBoolean() ? 2 : 20)));
    }

    private static long anyStep(RandomGenerator random) {
        return switch (random.nextInt(2_000)) {
            case 0 -> random.nextLong(Duration.ofDays(3).toNanos());
            case 1, 2, 3 -> random.nextLong(Duration.ofMinutes(3).toNanos());
            case 4, 5, 6, 7, 8, 9 -> random.nextLong(10 * SECOND);
            default -> random.nextInt(4) == 0 ? random.nextLong(SECOND / 20) : 0;
        };
    }

    /// On the ticks of all budgets both see the same times, so they agree to the last one.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void itDecidesAsAMapWithoutBoundsWould(long seed) {
        RandomGenerator random = random(seed);
        Budgets budgets = budgets();
        UnboundedBudgets model = new UnboundedBudgets(ALLOWANCES);
        long longestTick = 1 << 16;
        int refused = 0;
        for (int i = 0; i < 60_000; i++) {
            clock.addAndGet(anyStep(random) / longestTick * longestTick);
            long now = clock.get();
            Source source = anySource(random);
            Budget budget = EVERY.get(random.nextInt(EVERY.size()));
            double share = random.nextInt(4) == 0 ? random.nextDouble(0.05, 1) : 1;
            long wait = budgets.spend(source, budget, share);
            long expected = model.spend(source, budget, share, now);
            refused += wait == 0 ? 0 : 1;
            assertThat(wait == 0).isEqualTo(expected == 0);
            assertThat(wait).isCloseTo(expected, within(model.tickNanos(budget)));
            Source other = anySource(random);
            assertThat(budgets.used(other, budget))
                    .isCloseTo(model.used(other, budget, now), within(1e-9));
            assertThat(budgets.wait(other, budget)).isEqualTo(model.wait(other, budget, 1, now));
            if (random.nextInt(10) == 0) {
                budgets.refund(other, budget);
                model.refund(other, budget, now);
            }
        }
        assertThat(refused).isBetween(5_000, 55_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void betweenTicksNoMoreIsGrantedThanABurstAndTheRateAndATick(long seed) {
        RandomGenerator random = random(seed);
        Budgets budgets = budgets();
        Source source = source("192.0.2.60");
        for (Budget budget : Budget.values()) {
            Allowance allowance = allowance(budget);
            long tick = Ticks.of(allowance).nanos();
            long interval = (long) (SECOND / allowance.perSecond());
            List<Long> grants = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                clock.addAndGet(random.nextLong(interval));
                long wait = budgets.spend(source, budget);
                if (wait == 0) {
                    grants.add(clock.get());
                } else if (random.nextInt(3) == 0) {
                    clock.addAndGet(wait - 1);
                    assertThat(budgets.spend(source, budget)).isEqualTo(1);
                    clock.addAndGet(1);
                    assertThat(budgets.wait(source, budget)).isZero();
                }
            }
            assertThat(grants).hasSizeGreaterThan(300);
            for (int from = 0; from < grants.size(); from++) {
                for (int to = from; to < grants.size(); to++) {
                    long span = grants.get(to) - grants.get(from) + tick;
                    assertThat((long) to - from + 1)
                            .isLessThanOrEqualTo(allowance.burst() + span / interval);
                }
            }
        }
    }

    /// 2 to the power of 31 and 32 ticks of any length among them.
    @Test
    void howeverLongASourceRestedItHasItsWholeBudgetAndNoMore() {
        for (Budget budget : Budget.values()) {
            Allowance allowance = allowance(budget);
            for (int power = 10; power < 60; power++) {
                for (long more : new long[] {-1, 0, 1}) {
                    long rest = (1L << power) + more;
                    if (rest < allowance.windowNanos() * 1.02) {
                        continue;
                    }
                    Budgets budgets = budgets();
                    assertThat(spendAll(budgets, budget)).isEqualTo(allowance.burst());
                    clock.addAndGet(rest);
                    assertThat(budgets.used(source("192.0.2.60"), budget)).isZero();
                    assertThat(spendAll(budgets, budget)).isEqualTo(allowance.burst());
                }
            }
        }
    }

    private static int spendAll(Budgets budgets, Budget budget) {
        for (int granted = 0; ; granted++) {
            if (budgets.spend(source("192.0.2.60"), budget) > 0) {
                return granted;
            }
        }
    }

    /// The times of a quiet source in a stripe that others keep busy for days.
    @Test
    void aQuietSourceAmongBusyOnesIsNeverTakenForASpentOne() {
        Budgets budgets = budgets();
        for (Budget budget : Budget.values()) {
            spendAll(budgets, budget);
        }
        RandomGenerator random = random(5);
        long end = clock.get() + Duration.ofDays(4).toNanos();
        while (clock.get() - end < 0) {
            clock.addAndGet(random.nextLong(20 * SECOND));
            for (int i = 0; i < 4; i++) {
                budgets.spend(new Source(random.nextLong(), 0), Budget.REQUESTS);
            }
        }
        for (Budget budget : Budget.values()) {
            assertThat(budgets.used(source("192.0.2.60"), budget)).isZero();
            assertThat(spendAll(budgets, budget)).isEqualTo(allowance(budget).burst());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, SECOND, 29 * SECOND, 31 * SECOND, 3_600 * SECOND, 86_400L * SECOND})
    void aClockThatStepsBackGrantsNothingExtraAndCostsTheBudgetAndHalfAMinuteAtMost(long step) {
        for (Budget budget : Budget.values()) {
            Budgets budgets = budgets();
            spendAll(budgets, budget);
            clock.addAndGet(-step);
            long wait = budgets.spend(source("192.0.2.60"), budget);
            long window = (long) (allowance(budget).windowNanos() * 1.02);
            assertThat(wait).isBetween(1L, window);
            clock.addAndGet(window + Math.min(step, Ticks.SWEEP_INTERVAL_NANOS));
            assertThat(budgets.spend(source("192.0.2.60"), budget)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.60", "2001:db8::1"})
    void manyThreadsTogetherSpendNoMoreThanTheBurst(String source) throws Exception {
        Budgets budgets = budgets();
        int granted =
                together(
                        4,
                        _ -> {
                            int mine = 0;
                            for (int i = 0; i < 50_000; i++) {
                                mine +=
                                        budgets.spend(source(source), Budget.CHALLENGES) == 0
                                                ? 1
                                                : 0;
                            }
                            return mine;
                        });
        assertThat(granted).isEqualTo(400);
    }

    /// Locks of several stripes are taken in one order: this would hang otherwise.
    @Test
    void manyThreadsThatHopThroughASiteTogetherSpendNoMoreThanItsBudget() throws Exception {
        Budgets budgets = budgets();
        int granted =
                together(
                        4,
                        seed -> {
                            RandomGenerator random = random(seed);
                            int mine = 0;
                            for (int i = 0; i < 100_000; i++) {
                                Source source =
                                        new Source(
                                                0x2001_0db8_0001_0000L + random.nextInt(1 << 16),
                                                0);
                                mine += budgets.spend(source, Budget.CHALLENGES) == 0 ? 1 : 0;
                                budgets.wait(source, Budget.SIGNATURES);
                            }
                            return mine;
                        });
        assertThat(granted).isEqualTo(16 * 400);
    }

    private interface Spender {
        int spend(int thread);
    }

    private static int together(int threads, Spender spender) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            tasks.add(() -> {
                start.await();
                return spender.spend(number);
            });
        }
        int sum = 0;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Integer> spent : pool.invokeAll(tasks)) {
                sum += spent.get();
            }
        }
        return sum;
    }
}
