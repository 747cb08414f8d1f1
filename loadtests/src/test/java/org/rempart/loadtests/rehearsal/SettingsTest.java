package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Random;

final class SettingsTest {
    private static Settings settings(String... arguments) {
        return settings(Given.of(arguments));
    }

    private static Settings settings(Given given) {
        return Settings.of(given, new Random(1));
    }

    @Test
    void whatIsNotGivenHasADefault() {
        Settings settings = settings("rehearsal=flood", "signers.rate=");

        assertThat(settings.seconds()).isEqualTo(30);
        assertThat(settings.signersRate()).isEqualTo(Settings.SIGNERS_RATE_UK_2019);
        assertThat(settings.challengeBase()).isEqualTo(20_000);
        assertThat(settings.apart()).isFalse();
        assertThat(settings.gatewayJar()).isEqualTo(Path.of("../gateway/target/gateway.jar"));
        assertThat(settings.reports()).isEqualTo(Path.of("target/rehearsal"));
    }

    @Test
    void whatIsGivenHolds() {
        Settings settings =
                settings(
                        "rehearsal=slow,flood",
                        "flood.apart=true",
                        "gateway.jar=a",
                        "report.dir=b");

        assertThat(settings.names()).containsExactly("slow", "flood");
        assertThat(settings.apart()).isTrue();
        assertThat(settings.gatewayJar()).isEqualTo(Path.of("a"));
        assertThat(settings.reports()).isEqualTo(Path.of("b"));
    }

    @Test
    void whereReportsGoIsKnownWhateverElseIsWrong() {
        assertThat(Settings.reports("?", "report.dir=a", "flood.rate=fast", "report.dir=b"))
                .isEqualTo(Path.of("b"));
        assertThat(Settings.reports("report.dir=")).isEqualTo(settings().reports());
    }

    @Test
    void theShortFormIsShort() {
        assertThat(settings().seconds()).isEqualTo(8);
        assertThat(settings("rehearsal=flood", "rehearsal.short=true").seconds()).isEqualTo(8);
    }

    @Test
    void limitsHold() {
        Bounds.hold("rehearsal.seconds", 3, 1_000, given -> settings(given).seconds());
        Bounds.hold("signers.rate", 1, 1_000, given -> settings(given).signersRate());
        Bounds.hold("challenge.base", 1, 500_000, given -> settings(given).challengeBase());
    }

    @Test
    void aSeedThatIsNotGivenIsDrawn() {
        assertThat(settings("rehearsal.seed=7").seed()).isEqualTo(7);
        assertThat(settings().seed()).isEqualTo(settings().seed()).isBetween(0L, 999_999L);
        assertThat(Settings.of(Given.of(), new Random(2)).seed()).isNotEqualTo(settings().seed());
    }

    @Test
    void aSeedThatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> settings("rehearsal.seed=soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rehearsal.seed");
    }
}
