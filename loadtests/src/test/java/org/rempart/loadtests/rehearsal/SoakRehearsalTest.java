package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.SoakRehearsal.Extent;

final class SoakRehearsalTest {
    @Test
    void theShortFormKeepsThePace() {
        assertThat(Extent.of(Given.of("rehearsal=soak"))).isEqualTo(new Extent(1_000_000, 600));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(50_000, 30));
    }

    @Test
    void limitsHold() {
        Bounds.hold("soak.sources", 1_000, 10_000_000, given -> Extent.of(given).sources());
        Bounds.hold("soak.seconds", 15, 3_000, given -> Extent.of(given).seconds());
    }
}
