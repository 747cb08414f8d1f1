package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.rehearsal.FloodRehearsal.Extent;
import org.rempart.loadtests.volume.VolumeKind;

import java.util.Random;

final class FloodRehearsalTest {
    private static Extent extent(String... arguments) {
        return Extent.of(Given.of(arguments));
    }

    @Test
    void whatIsNotGivenDependsOnTheKind() {
        assertThat(extent("rehearsal=flood"))
                .isEqualTo(new Extent(VolumeKind.CLOSED, 500, 40_000, 300));
        assertThat(extent("rehearsal=flood", "flood.kind=pipelined"))
                .isEqualTo(new Extent(VolumeKind.PIPELINED, 500, 40_000, 300));
        assertThat(extent("rehearsal=flood", "flood.kind=paced"))
                .isEqualTo(new Extent(VolumeKind.PACED, 2_000, 25_000, 300));
    }

    @Test
    void theShortFormSuitsAnyMachine() {
        assertThat(extent()).isEqualTo(new Extent(VolumeKind.CLOSED, 500, 5_000, 300));
        assertThat(extent("flood.kind=paced").rate()).isEqualTo(5_000);
    }

    @Test
    void limitsHold() {
        Bounds.hold("flood.connections", 1, 19_000, given -> Extent.of(given).connections());
        Bounds.hold("flood.rate", 10, 45_000, given -> Extent.of(given).rate());
        Bounds.hold("forgers.rate", 10, 5_000, given -> Extent.of(given).forgersRate());
    }

    @Test
    void anUnknownKindIsNamed() {
        assertThatThrownBy(() -> extent("flood.kind=wet"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flood.kind");
    }

    @ParameterizedTest
    @CsvSource({"3, 8", "13, 8", "14, 8", "15, 9", "30, 18", "1000, 600"})
    void aChallengeOutlivesHalfAnActWhereItCan(int seconds, int validityS) {
        Settings settings = Settings.of(Given.of("rehearsal.seconds=" + seconds), new Random(1));

        assertThat(FloodRehearsal.validityS(settings)).isEqualTo(validityS);
    }
}
