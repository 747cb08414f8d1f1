package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {
    private final PriceList prices = new PriceList(500_000, 32_000_000);

    @ParameterizedTest
    @CsvSource({
        "1, 0, 500000",
        "4, 0, 2000000",
        "64, 0, 32000000",
        "1, 0.1, 500000",
        "1, 0.55, 4000000",
        "1, 1, 32000000",
        "2, 1, 32000000",
        "4, 0.55, 16000000",
        "64, 1, 32000000",
        "1, 9, 32000000"
    })
    void thePriceIsTheBaseTimesPressureTimesTheSourcesRecord(
            double pressure, double used, long price) {
        assertThat(prices.price(pressure, used)).isEqualTo(price);
    }

    @Test
    void itRisesInFineStepsWithWhatASourceHasUsed() {
        long before = prices.price(1, 0);
        for (int used = 61; used <= 600; used++) {
            long price = prices.price(1, used / 600.0);
            assertThat(price).isBetween(before + 1, before + before / 100);
            before = price;
        }
    }

    @Test
    void aCeilingBelowTheBaseIsStillTheMost() {
        assertThat(new PriceList(10, 10).price(64, 1)).isEqualTo(10);
    }
}
