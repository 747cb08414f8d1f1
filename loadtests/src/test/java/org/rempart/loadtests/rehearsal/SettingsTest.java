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
    @ValueSource(strings = {"10", "45000"})
    void aRateAtItsLimitIsTaken(String rate) {
        assertThat(Settings.of(random, "flood.rate=" + rate).flood().rate())
                .isEqualTo(Integer.parseInt(rate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "45001", "-1", "fast", "99999999999"})
    void aRateBeyondItIsNamed(String rate) {
        assertThatThrownBy(() -> Settings.of(random, "flood.rate=" + rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flood.rate");
    }

    @Test
    void whoNamesNoRehearsalGetsTheShortForms() {
        assertThat(Settings.of(random).crash().kills()).isEqualTo(20);
        assertThat(Settings.of(random).outage().brief()).isTrue();
        assertThat(Settings.of(random, "rehearsal=crash").crash().kills()).isEqualTo(200);
        assertThat(Settings.of(random, "rehearsal=outage").outage().seconds()).isEqualTo(60);
        assertThat(Settings.of(random, "rehearsal=crash", "rehearsal.short=true").crash().kills())
                .isEqualTo(20);
    }

    @Test
    void aFixedPriceIsTriedForAMinuteAtMost() {
        assertThat(Settings.of(random, "rehearsal=workers").workers().seconds()).isEqualTo(600);
        assertThat(Settings.of(random, "workers.seconds=61").workers().secondsFixed())
                .isEqualTo(60);
        assertThat(Settings.of(random, "workers.seconds=59").workers().secondsFixed())
                .isEqualTo(59);
    }

    @Test
    void aSeedThatIsNotGivenIsDrawn() {
        assertThat(Settings.of(random, "rehearsal.seed=7").seed()).isEqualTo(7);
        assertThat(Settings.of(new Random(1)).seed()).isEqualTo(Settings.of(new Random(1)).seed());
        assertThat(Settings.of(new Random(1)).seed())
                .isNotEqualTo(Settings.of(new Random(2)).seed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crash.kills=0",
                "crash.kills=301",
                "crash.rate=9",
                "outage.kind=fire",
                "outage.seconds=4",
                "workers.sources=0",
                "workers.sources=219",
                "workers.seconds=2",
                "workers.seconds=1801",
                "rehearsal.short=yes",
                "rehearsal.seed=soon"
            })
    void whatARehearsalCannotBeToldIsNamed(String setting) {
        assertThatThrownBy(() -> Settings.of(random, setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting.substring(0, setting.indexOf('=')));
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
