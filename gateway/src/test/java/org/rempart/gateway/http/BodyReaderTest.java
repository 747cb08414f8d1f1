package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, false",
        "4000, 0, false",
        "4001, 0, true",
        "6000, 1000, false",
        "6000, 999, true",
        "10000, 3000, false",
        "10000, 2999, true",
        "10001, 4096, true"
    })
    void aBodyMayStandStillForAWhileAndThenHasToCome(long elapsedMs, int bytes, boolean late) {
        assertThat(BodyReader.isLate(elapsedMs, bytes)).isEqualTo(late);
    }
}
