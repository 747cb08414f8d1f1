package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.source.SourceTest.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// What is remembered, in how much memory, and what is forgotten first.
class BudgetTableTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int MILLION = 1_000_000;
    private static final long MIB = 1 << 20;

    /// The gateway's own.
    private static final Map<Budget, Allowance> ALLOWANCES =
            Map.of(
                    Budget.CONNECTIONS, new Allowance(20, 400),
                    Budget.REQUESTS, new Allowance(20, 400),
                    Budget.CHALLENGES, new Allowance(1, 600),
                    Budget.FAILED_WORK, new Allowance(1 / 6.0, 100),
                    Budget.SIGNATURES, new Allowance(0.1, 60),
                    Budget.HELD_SIGNATURES, new Allowance(1, 600),
                    Budget.ABANDONED_WAITS, new Allowance(0.01, 6));

    private final AtomicLong clock = new AtomicLong();
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);

    private Budgets budgets(int bucketsMax) {
        return new Budgets(
                ALLOWANCES,
                LargerBudgets.parse(List.of(), null),
                clock::get,
                RandomGeneratorFactory.of("L64X128MixRandom").create(9),
                bucketsMax);
    }

    private static Source ipv4(int address) {
        return new Source(0, 0xffff_0000_0000L | Integer.toUnsignedLong(address));
    }

    private static long heapUsed() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// Addresses are odd multiples of their number: all different, and each in a /24 of its own.
    @Test
    void aMillionAddressesFitInSixtyFourMebibytes() {
        long before = heapUsed();
        Budgets budgets = budgets(BudgetTable.BUCKETS_MAX);
        for (int i = 0; i < MILLION; i++) {
            assertThat(budgets.spend(ipv4(i * 0x9E37_79B1), Budget.CHALLENGES)).isZero();
        }
        long retained = heapUsed() - before;
        assertThat(budgets.bytes()).isLessThanOrEqualTo(60 * MIB);
        assertThat(retained).isLessThan(64 * MIB);
        int remembered = 0;
        for (int i = 0; i < MILLION; i++) {
            remembered += budgets.used(ipv4(i * 0x9E37_79B1), Budget.CHALLENGES) > 0 ? 1 : 0;
        }
        assertThat(remembered).isGreaterThan(MILLION * 999 / 1000);
        assertThat(budgets.remembered()).isGreaterThan(BudgetTable.BYTES_MAX / 36 * 97 / 100);
        assertThat(budgets.evicted()).isGreaterThan(0);
    }

    @Test
    void aMillionIpv6SourcesFitToo() {
        Budgets budgets = budgets(BudgetTable.BUCKETS_MAX);
        for (int i = 0; i < MILLION; i++) {
            assertThat(
                            budgets.spend(
                                    new Source(0x2001_0000_0000_0000L | i * 0x1_0001L, 0),
                                    Budget.CHALLENGES))
                    .isZero();
        }
        assertThat(budgets.bytes()).isLessThanOrEqualTo(60 * MIB);
        int remembered = 0;
        for (int i = 0; i < MILLION; i++) {
            remembered +=
                    budgets.used(
                                            new Source(0x2001_0000_0000_0000L | i * 0x1_0001L, 0),
                                            Budget.CHALLENGES)
                                    > 0
                            ? 1
                            : 0;
        }
        assertThat(remembered).isGreaterThan(MILLION * 999 / 1000);
    }

    @Test
    void anIdleGatewayHoldsLittleAlsoAfterACrowd() {
        Budgets budgets = budgets(BudgetTable.BUCKETS_MAX);
        long idle = budgets.bytes();
        assertThat(idle).isLessThan(256 * 1024);
        for (int i = 0; i < MILLION; i++) {
            budgets.spend(ipv4(random.nextInt()), Budget.REQUESTS);
        }
        assertThat(budgets.bytes()).isGreaterThan(50 * MIB);
        clock.addAndGet(31 * SECOND);
        assertThat(budgets.remembered()).isZero();
        assertThat(budgets.bytes()).isEqualTo(idle);
    }

    /// At 10,000 sources a second, in a table for 6,816 entries and in the largest.
    @ParameterizedTest
    @ValueSource(ints = {1, 256})
    void aSpentSourceIsNotForgottenHoweverManyOthersCome(int bucketsMax) {
        Budgets budgets = budgets(bucketsMax);
        Source attacker = source("192.0.2.60");
        int granted = 0;
        for (int i = 0; i < 200; i++) {
            granted += budgets.spend(attacker, Budget.FAILED_WORK) == 0 ? 1 : 0;
        }
        for (int i = 0; i < MILLION; i++) {
            clock.addAndGet(SECOND / 10_000);
            budgets.spend(ipv4(random.nextInt()), Budget.FAILED_WORK);
            if (i % 1_000 == 0) {
                granted += budgets.spend(attacker, Budget.FAILED_WORK) == 0 ? 1 : 0;
            }
        }
        assertThat(granted).isBetween(100, 100 + MILLION / 10_000 / 6);
        assertThat(budgets.bytes()).isLessThanOrEqualTo(BudgetTable.BYTES_MAX / 256 * bucketsMax);
        if (bucketsMax == 1) {
            assertThat(budgets.evicted()).isGreaterThan(MILLION);
        }
    }

    /// The other sources are the attacker's too, and spend half of what they have.
    @Test
    void aSpentSourceIsNotForgottenForOthersThatAreHalfAsLoud() {
        Budgets budgets = budgets(1);
        Source attacker = source("192.0.2.60");
        for (int i = 0; i < 6; i++) {
            assertThat(budgets.spend(attacker, Budget.ABANDONED_WAITS)).isZero();
        }
        for (int i = 0; i < MILLION; i++) {
            Source other = ipv4(random.nextInt());
            for (int unit = 0; unit < 3; unit++) {
                budgets.spend(other, Budget.ABANDONED_WAITS);
            }
            if (i % 1_000 == 0) {
                assertThat(budgets.wait(attacker, Budget.ABANDONED_WAITS)).isPositive();
            }
        }
    }

    /// A source that is not there yet is always taken in.
    @Test
    void aNewcomerIsRememberedInAFullTable() {
        Budgets budgets = budgets(1);
        for (int i = 0; i < 100_000; i++) {
            Source loud = ipv4(random.nextInt());
            for (int unit = 0; unit < 60; unit++) {
                budgets.spend(loud, Budget.SIGNATURES);
            }
        }
        Source newcomer = source("192.0.2.60");
        assertThat(budgets.spend(newcomer, Budget.SIGNATURES)).isZero();
        assertThat(budgets.used(newcomer, Budget.SIGNATURES)).isPositive();
    }

    @Test
    void nothingIsAllocatedForASourceOnceItIsKnown() {
        Budgets budgets = budgets(BudgetTable.BUCKETS_MAX);
        Source[] sources = {source("192.0.2.60"), source("2001:db8::1")};
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                for (Source source : sources) {
                    budgets.spend(source, Budget.REQUESTS);
                    budgets.wait(source, Budget.REQUESTS);
                    budgets.used(source, Budget.REQUESTS);
                    budgets.refund(source, Budget.REQUESTS);
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(10_000);
    }
}
