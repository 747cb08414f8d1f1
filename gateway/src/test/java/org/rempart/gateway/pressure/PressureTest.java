package org.rempart.gateway.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class PressureTest {
    private Measured measured = Measured.IDLE;
    private final Pressure pressure = new Pressure(() -> measured, new SimpleMeterRegistry());

    private Pressure.Reading read(Measured now) {
        measured = now;
        pressure.tick();
        return pressure.read();
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            pressure.tick();
        }
    }

    private static Measured waiting(double share) {
        return new Measured(share, 0, false, false, 0, 0);
    }

    private static Measured keeping(double share) {
        return new Measured(0, share, false, false, 0, 0);
    }

    private static Measured late(double ms) {
        return new Measured(0, 0, false, false, ms, 0);
    }

    private static Measured filled(double share) {
        return new Measured(0, 0, false, false, 0, share);
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
        assertThat(read(waiting(share)).level()).isEqualTo(level);
        pressureFallsToNothing();
        assertThat(read(keeping(share)).level()).isEqualTo(level);
    }

    private void pressureFallsToNothing() {
        measured = Measured.IDLE;
        ticks(1_000);
        assertThat(pressure.read().load()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"16, CALM, 1", "18, BUSY, 1.06", "50, BUSY, 4", "3000, BUSY, 4"})
    void eventLoopsThatAreLateForSecondsMakeItBusyAndNoMore(
            double ms, PressureLevel level, double factor) {
        read(late(ms));
        ticks(100);
        Pressure.Reading reading = pressure.read();
        assertThat(reading.level()).isEqualTo(level);
        assertThat(PriceFactor.of(reading.load())).isCloseTo(factor, within(0.01));
        assertThat(reading.reason().startsWith("event loops are"))
                .isEqualTo(level == PressureLevel.BUSY);
    }

    @Test
    void oneLongTaskIsNoPressure() {
        assertThat(read(late(3_000)).level()).isEqualTo(PressureLevel.CALM);
    }

    @Test
    void whatIsFarBeyondItsEndFallsAsFastAsWhatHasJustReachedIt() {
        assertThat(read(waiting(40)).load()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0.2, CALM", "0.63, CALM", "0.65, BUSY", "0.81, ATTACK", "0.97, SEVERE"})
    void aHeapFullOfLiveDataIsPressure(double share, PressureLevel level) {
        assertThat(read(filled(share)).level()).isEqualTo(level);
    }

    @Test
    void aDatabaseThatIsAwayIsPressureAndTheReasonSaysSo() {
        Pressure.Reading reading = read(new Measured(0, 0, true, false, 0, 0));
        assertThat(reading.level()).isEqualTo(PressureLevel.BUSY);
        assertThat(reading.reason()).contains("database is away");
    }

    @Test
    void whereNothingIsTakenTheLevelIsThatOfAnAttack() {
        Pressure.Reading reading = read(new Measured(0, 0, true, true, 0, 0));
        assertThat(reading.level()).isEqualTo(PressureLevel.ATTACK);
        assertThat(reading.reason()).contains("neither");
    }

    @Test
    void theReasonNamesWhateverIsNearestToItsEnd() {
        assertThat(read(new Measured(0.2, 0.6, true, false, 10, 0)).reason())
                .contains("journal holds 60 %");
        assertThat(read(new Measured(0.7, 0.2, true, false, 10, 0)).reason())
                .contains("would wait 70 %");
    }

    @Test
    void pressureRisesAtOnceAndFallsByHalfInFiveSeconds() {
        assertThat(read(waiting(0.8)).load()).isEqualTo(0.8);
        measured = Measured.IDLE;
        ticks(50);
        assertThat(pressure.read().load()).isCloseTo(0.4, within(0.001));
        assertThat(pressure.read().reason()).contains("would wait 80 %");
        assertThat(read(waiting(0.5)).load()).isEqualTo(0.5);
    }

    @Test
    void underAFloodASourceMayUseATenthOfItsBurstAndGetsItBackSlowly() {
        assertThat(read(late(10)).budgetShare()).isEqualTo(1);
        assertThat(read(late(10.1)).budgetShare()).isEqualTo(0.5);
        assertThat(read(late(25)).budgetShare()).isCloseTo(0.2, within(0.001));
        measured = late(80);
        ticks(10);
        assertThat(pressure.read().budgetShare()).isEqualTo(0.1);
        measured = Measured.IDLE;
        ticks(100);
        assertThat(pressure.read().budgetShare()).isCloseTo(0.2, within(0.001));
        ticks(900);
        assertThat(pressure.read().budgetShare()).isEqualTo(1);
    }

    @Test
    void aQueueThatIsFullTakesNothingFromAnybodysBudget() {
        assertThat(read(waiting(2)).budgetShare()).isEqualTo(1);
    }

    @Test
    void workHoardedInQuietTimesIsWorthLittleLater() {
        Duration calm = Duration.ofSeconds(100);
        assertThat(PressureLevel.CALM.validity(calm)).isEqualTo(Duration.ofSeconds(100));
        assertThat(PressureLevel.BUSY.validity(calm)).isEqualTo(Duration.ofSeconds(50));
        assertThat(PressureLevel.ATTACK.validity(calm)).isEqualTo(Duration.ofSeconds(30));
        assertThat(PressureLevel.SEVERE.validity(calm)).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.1, 1", "0.2, 2", "0.3, 4", "0.5, 16", "0.7, 32", "0.9, 64", "9, 64"})
    void thePriceRisesInFineSteps(double load, double factor) {
        assertThat(PriceFactor.of(load)).isCloseTo(factor, within(1e-9));
    }
}
