package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.Wave2Rehearsal.Extent;

final class Wave2RehearsalTest {
    @Test
    void theShortFormComesFromAsManyAddresses() {
        assertThat(Extent.of(Given.of("rehearsal=wave2"))).isEqualTo(new Extent(4_000, 40_000));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(4_000, 5_000));
    }

    @Test
    void limitsHold() {
        Bounds.hold("wave2.sources", 1, 19_000, given -> Extent.of(given).sources());
        Bounds.hold("wave2.rate", 10, 45_000, given -> Extent.of(given).rate());
    }
}
