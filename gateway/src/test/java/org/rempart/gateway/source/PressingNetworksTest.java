package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rempart.gateway.source.SourceTest.source;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.source.PressingNetworks.Entry;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGeneratorFactory;

class PressingNetworksTest {
    private static final int SECONDS = 60;

    private final AtomicLong clock = new AtomicLong(-7);
    private final Budgets budgets = budgets();

    private Budgets budgets() {
        Map<Budget, Allowance> all = new EnumMap<>(Budget.class);
        for (Budget budget : Budget.values()) {
            all.put(budget, new Allowance(1, 1));
        }
        return new Budgets(
                all,
                LargerBudgets.parse(List.of(), null),
                clock::get,
                RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    }

    private List<Entry> read(@Nullable Networks owners) {
        return new PressingNetworks(budgets, owners).read();
    }

    private void refusals(int perSecond, String... addresses) {
        for (int i = 0; i < SECONDS * perSecond; i++) {
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1) / perSecond);
            for (String address : addresses) {
                budgets.refused(source(address));
            }
        }
    }

    @Test
    void atFirstNobodyPresses() {
        assertThat(read(null)).isEmpty();
    }

    @Test
    void sourcesOfOneNetworkPressTogetherAndAreNamedByIt() {
        refusals(
                50,
                "203.0.113.7",
                "203.0.113.255",
                "198.51.100.1",
                "2001:db8:1:1::1",
                "2001:db8:1:ffff::2",
                "2001:db8:1:2::3");
        List<Entry> pressing = read(null);
        assertThat(pressing)
                .extracting(Entry::text)
                .containsExactly("2001:db8:1::/48", "203.0.113.0/24", "198.51.100.0/24");
        assertThat(pressing.get(0).refusedPerSecond()).isCloseTo(150, within(3.0));
        assertThat(pressing.get(1).refusedPerSecond()).isCloseTo(100, within(2.0));
        assertThat(pressing.get(2).refusedPerSecond()).isCloseTo(50, within(1.0));
    }

    @Test
    void whoHasStoppedPressesLessAndThenNoMore() {
        refusals(100, "203.0.113.7");
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(read(null).getFirst().refusedPerSecond()).isCloseTo(100 / Math.E, within(1.0));
        clock.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(read(null)).isEmpty();
    }

    @Test
    void ownersAreNamedWhereTheDatabaseKnowsThem() throws IOException {
        Networks owners =
                Networks.of(
                        new NetworkDatabase()
                                .with("203.0.113.0/24", 64_500, "Example\nAS1 Forged")
                                .with("2001:db8::/32", 64_501, "")
                                .bytes());
        refusals(10, "203.0.113.7", "2001:db8:1::1", "198.51.100.1");
        assertThat(read(owners))
                .extracting(Entry::text)
                .containsExactlyInAnyOrder(
                        "198.51.100.0/24",
                        "203.0.113.0/24 (AS64500 Example AS1 Forged)",
                        "2001:db8:1::/48 (AS64501)");
    }

    @Test
    void itNamesAHandfulHoweverManyCome() {
        for (int i = 0; i < 100_000; i++) {
            budgets.refused(new Source(0, 0xffff_0000_0000L | i << 8));
            if (i % 10 == 0) {
                budgets.refused(source("203.0.113.7"));
            }
        }
        List<Entry> pressing = read(null);
        assertThat(pressing).hasSizeLessThanOrEqualTo(PressingNetworks.NETWORKS_MAX);
        assertThat(pressing.getFirst().network()).isEqualTo("203.0.113.0/24");
        assertThat(pressing.getFirst().refusedPerSecond()).isBetween(300.0, 1_000.0);
    }
}
