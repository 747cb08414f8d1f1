package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rempart.loadtests.rehearsal.OutageRehearsal.Extent;

final class OutageRehearsalTest {
    @Test
    void theShortFormIsJudgedAsSuch() {
        assertThat(Extent.of(Given.of("rehearsal=outage")))
                .isEqualTo(new Extent(DatabaseOutage.Kind.KILL, 60, false));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(DatabaseOutage.Kind.KILL, 10, true));
    }

    @ParameterizedTest
    @EnumSource
    void theDatabaseGoesAwayInTheWayThatIsNamed(DatabaseOutage.Kind kind) {
        assertThat(Extent.of(Given.of("outage.kind=" + kind.label())).kind()).isEqualTo(kind);
    }

    @Test
    void anUnknownWayIsNamed() {
        assertThatThrownBy(() -> Extent.of(Given.of("outage.kind=fire")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("outage.kind has to be one of stop, kill, hang, not fire");
    }

    @Test
    void limitsHold() {
        Bounds.hold("outage.seconds", 5, 600, given -> Extent.of(given).seconds());
    }
}
