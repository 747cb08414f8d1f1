package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.CapacityRehearsal.Extent;

final class CapacityRehearsalTest {
    @Test
    void theShortFormTriesFewerRates() {
        assertThat(Extent.of(Given.of("rehearsal=capacity"))).isEqualTo(new Extent(16, 10));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(5, 3));
    }

    @Test
    void limitsHold() {
        Bounds.hold("capacity.steps", 1, 40, given -> Extent.of(given).steps());
        Bounds.hold("capacity.seconds", 2, 600, given -> Extent.of(given).seconds());
    }
}
