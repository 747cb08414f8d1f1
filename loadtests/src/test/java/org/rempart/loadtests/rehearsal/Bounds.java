package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.ToIntFunction;

/// A number that can be given, tried at its limits, one below and one above.
final class Bounds {
    private Bounds() {}

    /// @param read how it is read from what is given
    static void hold(String key, int least, int most, ToIntFunction<Given> read) {
        assertThat(read.applyAsInt(Given.of(key + "=" + least))).isEqualTo(least);
        assertThat(read.applyAsInt(Given.of(key + "=" + most))).isEqualTo(most);
        for (int beyond : new int[] {least - 1, most + 1}) {
            assertThatThrownBy(() -> read.applyAsInt(Given.of(key + "=" + beyond)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "%s has to be a number from %d to %d, not %d"
                                    .formatted(key, least, most, beyond));
        }
    }
}
