package org.rempart.loadtests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

final class CoreTest {
    @Test
    void aFastCoreTakesAsLongOnAverageAsTheWholePriceWould() {
        int asked = 500_000 / Core.FAST.scale();
        double meanMs =
                LongStream.range(0, asked).map(Core.FAST::nanos).average().orElseThrow() / 1e6;

        // half of 500,000 tries at 80 million a second
        assertThat(meanMs).isEqualTo(3.125);
    }
}
