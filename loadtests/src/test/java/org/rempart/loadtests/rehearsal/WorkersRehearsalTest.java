package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.WorkersRehearsal.Extent;

final class WorkersRehearsalTest {
    @Test
    void theShortFormComesFromAsManySources() {
        assertThat(Extent.of(Given.of("rehearsal=workers"))).isEqualTo(new Extent(218, 600));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(218, 15));
    }

    @Test
    void limitsHold() {
        Bounds.hold("workers.sources", 1, 218, given -> Extent.of(given).sources());
        Bounds.hold("workers.seconds", 3, 1_800, given -> Extent.of(given).seconds());
    }

    @Test
    void aFixedPriceIsTriedForAMinuteAtMost() {
        assertThat(new Extent(218, 59).secondsFixed()).isEqualTo(59);
        assertThat(new Extent(218, 60).secondsFixed()).isEqualTo(60);
        assertThat(new Extent(218, 61).secondsFixed()).isEqualTo(60);
    }
}
