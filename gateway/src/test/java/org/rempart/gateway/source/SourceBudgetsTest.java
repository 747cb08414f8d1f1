package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.source.SourceTest.source;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

class SourceBudgetsTest {
    private static final BudgetDecision GRANTED = new BudgetDecision.Granted();
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(-5 * SECOND);
    private final SourceBudgets budgets = new SourceBudgets(2, 4, clock::get);

    private static BudgetDecision over(Duration retryAfter) {
        return new BudgetDecision.Over(retryAfter);
    }

    @Test
    void aSourceSpendsItsBurstAndIsToldHowLongToWait() {
        Source source = source("192.0.2.60");
        for (int i = 0; i < 4; i++) {
            assertThat(budgets.spend(source)).isEqualTo(GRANTED);
        }
        assertThat(budgets.spend(source)).isEqualTo(over(Duration.ofMillis(500)));
        clock.addAndGet(SECOND / 2 - 1);
        assertThat(budgets.spend(source)).isEqualTo(over(Duration.ofNanos(1)));
        clock.addAndGet(1);
        assertThat(budgets.spend(source)).isEqualTo(GRANTED);
        assertThat(budgets.spend(source)).isEqualTo(over(Duration.ofMillis(500)));
    }

    @Test
    void aDearRequestTakesMore() {
        Source source = source("192.0.2.60");
        assertThat(budgets.spend(source, 3)).isEqualTo(GRANTED);
        assertThat(budgets.spend(source, 3)).isEqualTo(over(Duration.ofSeconds(1)));
        assertThat(budgets.spend(source, 1)).isEqualTo(GRANTED);
    }

    @Test
    void neighboursInIpv4HaveBudgetsOfTheirOwn() {
        budgets.spend(source("192.0.2.60"), 4);
        assertThat(budgets.spend(source("192.0.2.61"), 4)).isEqualTo(GRANTED);
        assertThat(budgets.spend(source("192.0.2.60"))).isInstanceOf(BudgetDecision.Over.class);
        assertThat(budgets.size()).isEqualTo(2);
    }

    @Test
    void allAddressesOfAnIpv6SixtyFourShareOne() {
        budgets.spend(source("2001:db8:1:2::1"), 4);
        assertThat(budgets.spend(source("2001:db8:1:2:ffff:ffff:ffff:ffff")))
                .isInstanceOf(BudgetDecision.Over.class);
        assertThat(budgets.spend(source("2001:db8:1:3::1"))).isEqualTo(GRANTED);
        assertThat(budgets.size()).isEqualTo(2);
    }

    @Test
    void aSourceIsForgottenOnlyOnceItsBudgetIsWholeAgain() {
        Source source = source("192.0.2.60");
        budgets.spend(source, 4);
        clock.addAndGet(2 * SECOND - 1);
        assertThat(budgets.spend(source, 4)).isEqualTo(over(Duration.ofNanos(1)));
        clock.addAndGet(1);
        assertThat(budgets.spend(source, 4)).isEqualTo(GRANTED);
        clock.addAndGet(2 * SECOND);
        budgets.spend(source("192.0.2.61"));
        assertThat(budgets.size()).isEqualTo(1);
    }

    @Test
    void theNumberOfSourcesIsBoundedAndALoudOneStays() {
        SourceBudgets few = new SourceBudgets(2, 4, clock::get, 100);
        Source loud = source("192.0.2.60");
        few.spend(loud, 4);
        for (int i = 0; i < 10_000; i++) {
            few.spend(new Source(0x2001_0db8_0000_0000L + i, 0));
            if (i % 20 == 0) {
                assertThat(few.spend(loud)).isInstanceOf(BudgetDecision.Over.class);
            }
        }
        assertThat(few.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void manyThreadsTogetherSpendNoMoreThanTheBurst() throws Exception {
        int threads = 8;
        int burst = 50_000;
        SourceBudgets shared = new SourceBudgets(1, burst, clock::get);
        Source source = source("192.0.2.60");
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Integer> spender =
                () -> {
                    start.await();
                    int granted = 0;
                    for (int i = 0; i < burst; i++) {
                        granted += shared.spend(source).equals(GRANTED) ? 1 : 0;
                    }
                    return granted;
                };
        int granted = 0;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Integer> spent : pool.invokeAll(Collections.nCopies(threads, spender))) {
                granted += spent.get();
            }
        }
        assertThat(granted).isEqualTo(burst);
    }
}
