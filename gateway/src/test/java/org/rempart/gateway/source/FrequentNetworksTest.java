package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class FrequentNetworksTest {
    private final FrequentNetworks networks = new FrequentNetworks();

    private void add(long network, int times) {
        for (int i = 0; i < times; i++) {
            networks.add(network, 0);
        }
    }

    private Map<Long, Double> sure() {
        Map<Long, Double> sure = new HashMap<>();
        for (int i = 0; i < FrequentNetworks.ENTRIES; i++) {
            if (networks.sure(i) > 0) {
                assertThat(sure.put(networks.network(i).high(), networks.sure(i))).isNull();
            }
        }
        return sure;
    }

    @Test
    void asManyAsThereIsRoomForAreCountedExactly() {
        for (int network = 1; network <= FrequentNetworks.ENTRIES; network++) {
            add(network, network);
        }
        assertThat(sure()).hasSize(FrequentNetworks.ENTRIES).containsEntry(16L, 16.0);
    }

    @Test
    void oneMoreTakesThePlaceOfTheRarestAndNothingThatIsNotSureIsSaidOfIt() {
        for (int network = 1; network <= FrequentNetworks.ENTRIES; network++) {
            add(network, 10 * network);
        }
        add(99, 3);
        assertThat(sure())
                .hasSize(FrequentNetworks.ENTRIES)
                .doesNotContainKey(1L)
                .containsEntry(99L, 3.0)
                .containsEntry(2L, 20.0);
    }

    @Test
    void whatFadesKeepsItsRank() {
        add(1, 100);
        add(2, 50);
        networks.fade(0.5);
        add(2, 20);
        assertThat(sure().get(1L)).isCloseTo(50, within(1e-9));
        assertThat(sure().get(2L)).isCloseTo(45, within(1e-9));
        networks.fade(0);
        assertThat(sure()).isEmpty();
    }

    /// Sizes fall by a power, as those of networks do; who comes when is drawn.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noCountIsAboveTheTruthAndWhatMakesUpASixteenthIsThere(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Map<Long, Double> truth = new HashMap<>();
        double all = 0;
        for (int i = 0; i < 50_000; i++) {
            if (i % 1_000 == 999) {
                networks.fade(0.9);
                truth.replaceAll((_, count) -> count * 0.9);
                all *= 0.9;
            }
            long network = (long) Math.pow(random.nextDouble(), -1.2);
            networks.add(network, 0);
            truth.merge(network, 1.0, Double::sum);
            all++;
        }
        Map<Long, Double> sure = sure();
        sure.forEach((network, count) ->
                assertThat(count).isLessThanOrEqualTo(truth.getOrDefault(network, 0.0) + 1e-6));
        double enough = all / FrequentNetworks.ENTRIES;
        assertThat(truth.values()).anyMatch(count -> count > enough);
        truth.forEach((network, count) -> {
            if (count > enough) {
                assertThat(sure).containsKey(network);
            }
        });
    }
}
