package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

final class SettingsTest {
    private final Random random = new Random(1);

    @Test
    void whatIsNotGivenHasADefault() {
        Settings settings = Settings.of(random, "rehearsal=", "flood.rate=");

        assertThat(settings.names()).containsExactly("flood", "crash", "outage");
        assertThat(settings.signersRate()).isEqualTo(Settings.SIGNERS_RATE_UK_2019);
    }

    @Test
    void severalRehearsalsAreNamedInTheirOrder() {
        assertThat(Settings.of(random, "rehearsal=flood, spike").names())
                .containsExactly("flood", "spike");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "20000"})
    void aRateAtItsLimitIsTaken(String rate) {
        assertThat(Settings.of(random, "flood.rate=" + rate).floodRate())
                .isEqualTo(Integer.parseInt(rate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "20001", "-1", "fast", "99999999999"})
    void aRateBeyondItIsNamed(String rate) {
        assertThatThrownBy(() -> Settings.of(random, "flood.rate=" + rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flood.rate");
    }

    @Test
    void anUnknownKeyIsNamed() {
        assertThatThrownBy(() -> Settings.of(random, "flood.rat=7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flood.rat");
    }

    @Test
    void anUnknownRehearsalIsNamed() {
        assertThatThrownBy(() -> Rehearsals.named(List.of("deluge")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deluge");
        assertThat(Rehearsals.named(List.of("all"))).isNotEmpty();
    }

    @Test
    void aRedVerdictWinsOverAllOtherEnds() {
        assertThat(Exit.GREEN.and(Exit.NOT_VALID).and(Exit.RED).and(Exit.REFUSED))
                .isEqualTo(Exit.RED);
        assertThat(Exit.NOT_VALID.and(Exit.GREEN)).isEqualTo(Exit.NOT_VALID);
    }
}
