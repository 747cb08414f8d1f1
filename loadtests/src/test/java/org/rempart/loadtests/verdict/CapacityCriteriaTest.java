package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.report.PlainReport;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.List;
import java.util.Map;

final class CapacityCriteriaTest {
    private static final double P99_MS = 500;

    private static final double SUCCESS = 0.999;

    private static final CapacityStep.Circumstances IDLE = circumstances(0.1, 0.1);

    @Test
    void aStepAtEveryLimitHolds() {
        assertThat(step(50, signers(0, 999, 500, 250), IDLE).of())
                .isEqualTo(CapacityStep.Of.NOTHING);
    }

    @Test
    void whoeverWaitsLongerWaitsForTheGateway() {
        CapacityStep step = step(50, signers(0, 999, 500.1, 250), IDLE);

        assertThat(step.of()).isEqualTo(CapacityStep.Of.GATEWAY);
        assertThat(step.why())
                .isEqualTo(
                        "the gateway's pace: p99 of 500 ms, most of it for the post; it said: busy,"
                                + " event loops are late; up to 7 signatures waited for the database");
    }

    @Test
    void whoeverIsRefusedIsRefusedByTheGateway() {
        CapacityStep step = step(50, signers(0, 998, 20, 0), IDLE);

        assertThat(step.of()).isEqualTo(CapacityStep.Of.GATEWAY);
        assertThat(step.why()).contains("post: 503 overloaded, 2 times");
    }

    @Test
    void aGeneratorThatIsLateOrDropsOneGaveOutItself() {
        assertThat(step(50, signers(0, 999, 600, 250.1), IDLE).of())
                .isEqualTo(CapacityStep.Of.GENERATOR);
        assertThat(step(50, signers(1, 998, 20, 0), IDLE).of())
                .isEqualTo(CapacityStep.Of.GENERATOR);
    }

    @Test
    void soDidOneThatTookTheProcessorsOfTheGateway() {
        assertThat(step(50, signers(0, 999, 600, 0), circumstances(1.0, 0.7)).of())
                .isEqualTo(CapacityStep.Of.GENERATOR);
        assertThat(step(50, signers(0, 999, 600, 0), circumstances(0.99, 0.7)).of())
                .isEqualTo(CapacityStep.Of.GATEWAY);
        assertThat(step(50, signers(0, 999, 600, 0), circumstances(0.9, 0.9)).of())
                .isEqualTo(CapacityStep.Of.GATEWAY);
    }

    @Test
    void asManyAsHaveToBeServedAreGreen() {
        Verdict verdict = verdict(held(50), lostToGateway(75));

        assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
        assertThat(PlainReport.of(verdict))
                .contains(
                        "genuine signers served in time: 50 a second",
                        "gave out first: at 75 a second the gateway's pace");
    }

    @Test
    void fewerAreRed() {
        assertThat(verdict(lostToGateway(50), held(49)).outcome()).isEqualTo(Outcome.RED);
    }

    @Test
    void fewerBecauseOfTheGeneratorMeanNothing() {
        assertThat(verdict(lostToGenerator(50), held(49)).outcome()).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void beyondTheGeneratorItIsAtLeast() {
        assertThat(PlainReport.of(verdict(held(50), lostToGenerator(75), lostToGateway(90))))
                .contains("served in time: at least 50 a second");
        assertThat(PlainReport.of(verdict(held(50))))
                .contains(
                        "served in time: at least 50 a second", "nothing, as far as it was tried");
    }

    @Test
    void whatTheGeneratorLostInOneOfTwoTriesSaysNothingOfTheGateway() {
        assertThat(PlainReport.of(verdict(held(50), lostToGateway(75), lostToGenerator(75))))
                .contains("served in time: at least 50 a second", "at 75 a second the generator");
    }

    @Test
    void aBadMomentOfARateThatHeldIsForgotten() {
        assertThat(PlainReport.of(verdict(lostToGateway(50), held(50), lostToGateway(75))))
                .contains("served in time: 50 a second", "at 75 a second the gateway's pace");
    }

    private static CapacityStep held(double rate) {
        return step(rate, signers(0, 1_000, 20, 0), IDLE);
    }

    private static CapacityStep lostToGateway(double rate) {
        return step(rate, signers(0, 1_000, 600, 0), IDLE);
    }

    private static CapacityStep lostToGenerator(double rate) {
        return step(rate, signers(9, 991, 20, 0), IDLE);
    }

    private static CapacityStep step(
            double rate, SignerFigures signers, CapacityStep.Circumstances seen) {
        return CapacityStep.of(rate, signers, seen, P99_MS, SUCCESS);
    }

    private static CapacityStep.Circumstances circumstances(double generator, double gateway) {
        return new CapacityStep.Circumstances(
                "busy, event loops are late", 7, generator, gateway, 2);
    }

    private static SignerFigures signers(
            long dropped, long acknowledged, double waitedMs, double lateMs) {
        return new SignerFigures(
                1_000,
                dropped,
                acknowledged,
                0,
                Map.of("post: 503 overloaded", 1_000 - dropped - acknowledged),
                Map.of(),
                SoakCriteriaTest.all(waitedMs),
                SoakCriteriaTest.all(1),
                SoakCriteriaTest.all(2),
                SoakCriteriaTest.all(3),
                Percentiles.NONE,
                SoakCriteriaTest.all(lateMs));
    }

    private static Verdict verdict(CapacityStep... steps) {
        CapacityFigures capacity = new CapacityFigures(P99_MS, SUCCESS, List.of(steps));
        Evidence evidence =
                Seen.of(
                        Crowds.alone(SoakCriteriaTest.signers(20)),
                        Map.of("counted", 1_000L),
                        Map.of(),
                        Map.of(CapacityCriteria.CAPACITY, capacity));
        return Verdict.of(
                "capacity",
                CapacityCriteria.threat(capacity),
                CapacityCriteria.of(evidence, Limits.FIRST_CUT),
                evidence,
                List.of());
    }
}
