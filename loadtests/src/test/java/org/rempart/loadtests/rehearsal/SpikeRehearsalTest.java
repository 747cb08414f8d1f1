package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.SpikeRehearsal.Extent;

final class SpikeRehearsalTest {
    @Test
    void theShortFormHasATenthOfTheWatchers() {
        assertThat(Extent.of(Given.of("rehearsal=spike"))).isEqualTo(new Extent(360, 100_000));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(18, 10_000));
    }

    @Test
    void limitsHold() {
        Bounds.hold("spike.seconds", 6, 3_600, given -> Extent.of(given).seconds());
        Bounds.hold("spike.watchers", 10, 200_000, given -> Extent.of(given).watchers());
    }
}
