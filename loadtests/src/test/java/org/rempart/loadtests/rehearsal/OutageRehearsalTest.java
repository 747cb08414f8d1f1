package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rempart.loadtests.rehearsal.OutageRehearsal.Extent;

import java.util.Optional;

final class OutageRehearsalTest {
    @Test
    void theShortFormIsJudgedAsSuch() {
        assertThat(Extent.of(Given.of("rehearsal=outage")))
                .isEqualTo(new Extent(DatabaseSwitch.Kind.KILL, Optional.empty(), 60, false));
        assertThat(Extent.of(Given.of()))
                .isEqualTo(new Extent(DatabaseSwitch.Kind.KILL, Optional.empty(), 10, true));
    }

    @ParameterizedTest
    @EnumSource
    void theDatabaseGoesAwayInTheWayThatIsNamed(DatabaseSwitch.Kind kind) {
        assertThat(Extent.of(Given.of("outage.kind=" + kind.label())).kind()).isEqualTo(kind);
    }

    @Test
    void anUnknownWayIsNamed() {
        assertThatThrownBy(() -> Extent.of(Given.of("outage.kind=fire")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("outage.kind has to be one of stop, kill, hang, not fire");
    }

    @Test
    void whatTakesADatabaseAwayHasToBringItBack() {
        assertThat(Extent.of(Given.of("outage.down=halt", "outage.up=start")).commands())
                .contains(new OutageRehearsal.Commands("halt", "start"));
        assertThatThrownBy(() -> Extent.of(Given.of("outage.down=halt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outage.down and outage.up belong together");
        assertThatThrownBy(() -> Extent.of(Given.of("outage.up=start")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsHold() {
        Bounds.hold("outage.seconds", 5, 600, given -> Extent.of(given).seconds());
    }
}
