package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.CrashRehearsal.Extent;

final class CrashRehearsalTest {
    @Test
    void theShortFormKillsATenthAsOften() {
        assertThat(Extent.of(Given.of("rehearsal=crash"))).isEqualTo(new Extent(200, 100));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(20, 100));
    }

    @Test
    void limitsHold() {
        Bounds.hold("crash.kills", 1, 300, given -> Extent.of(given).kills());
        Bounds.hold("crash.rate", 10, 500, given -> Extent.of(given).rate());
    }
}
