package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.SlowRehearsal.Extent;

final class SlowRehearsalTest {
    @Test
    void theShortFormOpensATenth() {
        assertThat(Extent.of(Given.of("rehearsal=slow"))).isEqualTo(new Extent(20_000));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(2_000));
    }

    @Test
    void limitsHold() {
        Bounds.hold("slow.connections", 4, 20_000, given -> Extent.of(given).connections());
    }
}
