package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.ReplayRehearsal.Extent;

final class ReplayRehearsalTest {
    @Test
    void theShortFormReplaysAFifth() {
        assertThat(Extent.of(Given.of("rehearsal=replay"))).isEqualTo(new Extent(200, 20));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(40, 20));
    }

    @Test
    void limitsHold() {
        Bounds.hold("replay.pieces", 1, 1_000, given -> Extent.of(given).pieces());
        Bounds.hold("replay.posts", 2, 20, given -> Extent.of(given).posts());
    }
}
