package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.gateway.source.SourceTest.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGeneratorFactory;

/// What is granted to whom.
class BudgetsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Source SOURCE = source("192.0.2.60");

    private final AtomicLong clock = new AtomicLong(-5 * SECOND);
    private final Budgets budgets = budgets(new Allowance(2, 4), List.of());

    /// All budgets alike.
    private Budgets budgets(Allowance allowance, List<String> larger) {
        Map<Budget, Allowance> all = new EnumMap<>(Budget.class);
        for (Budget budget : Budget.values()) {
            all.put(budget, allowance);
        }
        return new Budgets(
                all,
                LargerBudgets.parse(larger, null),
                clock::get,
                RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    }

    private static int granted(Budgets budgets, Source source, Budget budget, int attempts) {
        int granted = 0;
        for (int i = 0; i < attempts; i++) {
            granted += budgets.spend(source, budget) == 0 ? 1 : 0;
        }
        return granted;
    }

    private int granted(String source, int attempts) {
        return granted(budgets, source(source), Budget.REQUESTS, attempts);
    }

    @ParameterizedTest
    @EnumSource
    void aSourceSpendsItsBurstAndIsToldHowLongToWait(Budget budget) {
        for (int i = 0; i < 4; i++) {
            assertThat(budgets.spend(SOURCE, budget)).isZero();
        }
        assertThat(budgets.spend(SOURCE, budget)).isEqualTo(SECOND / 2);
        clock.addAndGet(SECOND / 2 - 1);
        assertThat(budgets.spend(SOURCE, budget)).isEqualTo(1);
        clock.addAndGet(1);
        assertThat(budgets.spend(SOURCE, budget)).isZero();
        assertThat(budgets.spend(SOURCE, budget)).isEqualTo(SECOND / 2);
    }

    @Test
    void theBudgetsOfASourceAreSeparate() {
        for (Budget budget : Budget.values()) {
            assertThat(granted(budgets, SOURCE, budget, 6)).isEqualTo(4);
        }
    }

    @Test
    void toAskChargesNothing() {
        for (int i = 0; i < 10; i++) {
            assertThat(budgets.wait(SOURCE, Budget.REQUESTS)).isZero();
        }
        assertThat(budgets.remembered()).isZero();
        assertThat(granted("192.0.2.60", 6)).isEqualTo(4);
        assertThat(budgets.wait(SOURCE, Budget.REQUESTS)).isEqualTo(SECOND / 2);
    }

    @Test
    void aRefusalIsChargedToNobody() {
        granted("192.0.2.60", 1_000);
        clock.addAndGet(SECOND / 2);
        assertThat(granted("192.0.2.60", 2)).isEqualTo(1);
        assertThat(granted("192.0.2.61", 5)).isEqualTo(4);
    }

    @Test
    void aUnitGivenBackCanBeSpentAgain() {
        granted("192.0.2.60", 4);
        budgets.refund(SOURCE, Budget.REQUESTS);
        assertThat(granted("192.0.2.60", 2)).isEqualTo(1);
        budgets.refund(source("192.0.2.61"), Budget.REQUESTS);
        assertThat(granted("192.0.2.61", 6)).isEqualTo(4);
    }

    @Test
    void whoHopsThroughAnIpv4NetworkGetsSixtyFourBudgetsAndNoMore() {
        int granted = 0;
        for (int i = 0; i < 256; i++) {
            granted += granted("192.0.2." + i, 5);
        }
        assertThat(granted).isEqualTo(64 * 4);
        assertThat(granted("192.0.3.1", 5)).isEqualTo(4);
    }

    @Test
    void allAddressesOfAnIpv6SixtyFourAreOneSource() {
        assertThat(granted("2001:db8:1:200::1", 3)).isEqualTo(3);
        assertThat(granted("2001:db8:1:200:ffff:ffff:ffff:ffff", 3)).isEqualTo(1);
        assertThat(granted("2001:db8:1:201::1", 5)).isEqualTo(4);
    }

    @Test
    void whoHopsThroughACustomersNetworkGetsFourBudgetsAndNoMore() {
        int granted = 0;
        for (int i = 0; i < 256; i++) {
            granted += granted("2001:db8:1:%x::1".formatted(0x700 + i), 5);
        }
        assertThat(granted).isEqualTo(4 * 4);
        assertThat(granted("2001:db8:1:800::1", 5)).isEqualTo(4);
    }

    @Test
    void whoHopsThroughASiteGetsSixteenBudgetsAndNoMore() {
        int granted = 0;
        for (int i = 0; i < 65_536; i++) {
            granted += granted("2001:db8:1:%x::1".formatted(i), 2);
        }
        assertThat(granted).isEqualTo(16 * 4);
        assertThat(granted("2001:db8:2::1", 5)).isEqualTo(4);
    }

    @Test
    void largerBudgetsAreLargerForTheSourceAndItsNetworks() {
        Budgets some = budgets(new Allowance(2, 4), List.of("192.0.2.0/24=3", "192.0.2.9/32=5"));
        assertThat(granted(some, source("192.0.2.9"), Budget.REQUESTS, 100)).isEqualTo(20);
        assertThat(granted(some, source("192.0.3.9"), Budget.REQUESTS, 100)).isEqualTo(4);
        int granted = 0;
        for (int i = 10; i < 256; i++) {
            granted += granted(some, source("192.0.2." + i), Budget.REQUESTS, 20);
        }
        assertThat(granted).as("a factor of 3 and one of 5 round").isBetween(63 * 12 - 1, 63 * 12);
    }

    @Test
    void aShareOfTheBurstIsRefusedToThoseWhoUsedMore() {
        Budgets some = budgets(new Allowance(2, 40), List.of());
        for (int i = 0; i < 10; i++) {
            assertThat(some.spend(SOURCE, Budget.REQUESTS, 0.25)).isZero();
        }
        assertThat(some.spend(SOURCE, Budget.REQUESTS, 0.25)).isEqualTo(SECOND / 2);
        assertThat(some.spend(SOURCE, Budget.REQUESTS)).isZero();
        assertThat(some.spend(source("192.0.2.61"), Budget.REQUESTS, 0.01)).isZero();
        assertThat(some.spend(source("192.0.2.61"), Budget.REQUESTS, 0.01)).isPositive();
    }

    @Test
    void whatIsUsedRisesWithEachUnitAndFallsWithTime() {
        assertThat(budgets.used(SOURCE, Budget.REQUESTS)).isZero();
        granted("192.0.2.60", 1);
        assertThat(budgets.used(SOURCE, Budget.REQUESTS)).isEqualTo(0.25);
        assertThat(budgets.used(SOURCE, Budget.CHALLENGES)).isZero();
        granted("192.0.2.60", 9);
        assertThat(budgets.used(SOURCE, Budget.REQUESTS)).isEqualTo(1);
        clock.addAndGet(SECOND);
        assertThat(budgets.used(SOURCE, Budget.REQUESTS)).isEqualTo(0.5);
        clock.addAndGet(SECOND);
        assertThat(budgets.used(SOURCE, Budget.REQUESTS)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.60, 192.0.2.61",
        "2001:db8:1:200::1, 2001:db8:1:201::1",
        "2001:db8:1:200::1, 2001:db8:1:300::1"
    })
    void oneSourceRaisesNothingForItsNeighbours(String loud, String neighbour) {
        assertThat(granted(loud, 1_000)).isEqualTo(4);
        assertThat(budgets.used(source(neighbour), Budget.REQUESTS)).isZero();
        assertThat(budgets.wait(source(neighbour), Budget.REQUESTS)).isZero();
    }

    @Test
    void aNetworkCountsFromHalfOfItsBudgetOn() {
        for (int i = 0; i < 32; i++) {
            granted("192.0.2." + i, 4);
        }
        assertThat(budgets.used(source("192.0.2.200"), Budget.REQUESTS)).isZero();
        for (int i = 32; i < 48; i++) {
            granted("192.0.2." + i, 4);
        }
        assertThat(budgets.used(source("192.0.2.200"), Budget.REQUESTS)).isEqualTo(0.5);
        for (int i = 48; i < 64; i++) {
            granted("192.0.2." + i, 4);
        }
        assertThat(budgets.used(source("192.0.2.200"), Budget.REQUESTS)).isEqualTo(1);
        assertThat(budgets.wait(source("192.0.2.200"), Budget.REQUESTS)).isPositive();
    }

    @Test
    void anAllowanceOutOfRangeOnceMultipliedIsNamed() {
        assertThat(budgets(new Allowance(10, 10), List.of("192.0.2.0/24=1000"))).isNotNull();
        assertThatThrownBy(() -> budgets(new Allowance(10.1, 10), List.of("192.0.2.0/24=1000")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connections times 1000")
                .hasMessageContaining("10000 come back each second");
        assertThatThrownBy(() -> budgets(new Allowance(1, 1_001), List.of("192.0.2.0/24=1000")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000000");
    }
}
