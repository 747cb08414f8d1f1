package org.rempart.gateway.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class PressureTest {
    private static Pressure.Reading read(double waitShare, double journalShare) {
        return read(new Pressure.Measured(waitShare, journalShare, false, false));
    }

    private static Pressure.Reading read(Pressure.Measured measured) {
        return new Pressure(() -> measured).read();
    }

    @ParameterizedTest
    @CsvSource({
        "0, CALM",
        "0.099, CALM",
        "0.1, BUSY",
        "0.49, BUSY",
        "0.5, ATTACK",
        "0.89, ATTACK",
        "0.9, SEVERE",
        "7, SEVERE"
    })
    void theLevelFollowsTheWaitAndWhatTheJournalHolds(double share, PressureLevel level) {
        assertThat(read(share, 0).level()).isEqualTo(level);
        assertThat(read(0, share).level()).isEqualTo(level);
    }

    @Test
    void aDatabaseThatIsAwayIsPressureAndTheReasonSaysSo() {
        Pressure.Reading reading = read(new Pressure.Measured(0, 0, true, false));
        assertThat(reading.level()).isEqualTo(PressureLevel.BUSY);
        assertThat(reading.reason()).contains("database is away");
    }

    @Test
    void whereNothingIsTakenTheLevelIsThatOfAnAttack() {
        Pressure.Reading reading = read(new Pressure.Measured(0, 0, true, true));
        assertThat(reading.level()).isEqualTo(PressureLevel.ATTACK);
        assertThat(reading.reason()).contains("neither");
    }

    @Test
    void theReasonNamesWhicheverIsNearerToItsEnd() {
        assertThat(read(0.2, 0.6).reason()).contains("journal holds 60 %");
        assertThat(read(0.6, 0.2).reason()).contains("would wait 60 %");
    }

    @Test
    void workHoardedInQuietTimesIsWorthLittleLater() {
        Duration calm = Duration.ofSeconds(100);
        assertThat(PressureLevel.CALM.validity(calm)).isEqualTo(Duration.ofSeconds(100));
        assertThat(PressureLevel.BUSY.validity(calm)).isEqualTo(Duration.ofSeconds(50));
        assertThat(PressureLevel.ATTACK.validity(calm)).isEqualTo(Duration.ofSeconds(30));
        assertThat(PressureLevel.SEVERE.validity(calm)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void eachLevelAsksForFourTimesTheWorkUpToTheCeiling() {
        assertThat(PressureLevel.CALM.price(500_000, 32_000_000)).isEqualTo(500_000);
        assertThat(PressureLevel.BUSY.price(500_000, 32_000_000)).isEqualTo(2_000_000);
        assertThat(PressureLevel.ATTACK.price(500_000, 32_000_000)).isEqualTo(8_000_000);
        assertThat(PressureLevel.SEVERE.price(500_000, 32_000_000)).isEqualTo(32_000_000);
        assertThat(PressureLevel.SEVERE.price(500_001, 32_000_000)).isEqualTo(32_000_000);
    }
}
