package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExitTest {
    @Test
    void aRedVerdictWinsOverAllOtherEnds() {
        assertThat(Exit.GREEN.and(Exit.NOT_VALID).and(Exit.RED).and(Exit.REFUSED))
                .isEqualTo(Exit.RED);
        assertThat(Exit.NOT_VALID.and(Exit.GREEN)).isEqualTo(Exit.NOT_VALID);
    }
}
