package org.rempart.loadtests.signer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class DoorsTest {
    private final Doors two = new Doors(List.of("a", "b"));

    @Test
    void halfKeepToTheirsAndHalfTryBoth() {
        assertThat(two.of(0)).containsExactly("a");
        assertThat(two.of(1)).containsExactly("b");
        assertThat(two.of(2)).containsExactly("a", "b");
        assertThat(two.of(3)).containsExactly("b", "a");
    }

    @Test
    void ofOneDoorEverybodyTakesThat() {
        assertThat(Doors.one("a").of(7)).containsExactly("a");
    }
}
