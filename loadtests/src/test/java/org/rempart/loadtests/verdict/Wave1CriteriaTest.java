package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.report.PlainReport;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.List;
import java.util.Map;

final class Wave1CriteriaTest {
    /// 200 s: 60 at once and 20 more.
    private static final long BUDGET = 80;

    /// 64 times that.
    private static final long BUDGET_OF_NETWORK = 5_120;

    private static final Map<String, Long> GIVEN = Map.of("challenge 200", 9_900L, "post 201", 9L);

    @Test
    void atEveryLimitItIsGreen() {
        Verdict verdict = judge(BUDGET, BUDGET_OF_NETWORK, 1, 9_900, 500, GIVEN);

        assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
        assertThat(PlainReport.of(verdict))
                .contains(
                        "recorded, by state: counted: 5120, held: 7",
                        "posts refused: 0 of 9",
                        "Answers to the forgers");
    }

    @Test
    void aSourceWithOneMoreThanItsBudgetIsRed() {
        assertThat(judge(BUDGET + 1, BUDGET_OF_NETWORK, 1, 9_900, 500, GIVEN).outcome())
                .isEqualTo(Outcome.RED);
    }

    @Test
    void aNetworkWithOneMoreThanItsBudgetIsRed() {
        assertThat(judge(BUDGET, BUDGET_OF_NETWORK + 1, 1, 9_900, 500, GIVEN).outcome())
                .isEqualTo(Outcome.RED);
        assertThat(judge(BUDGET, BUDGET_OF_NETWORK + 1, 2, 9_900, 500, GIVEN).outcome())
                .isEqualTo(Outcome.GREEN);
    }

    @Test
    void forgersWhoAreLateMeanNothing() {
        assertThat(judge(BUDGET, 1, 1, 9_899, 500, GIVEN).outcome()).isEqualTo(Outcome.NOT_VALID);
        assertThat(judge(BUDGET, 1, 1, 9_900, 500.1, GIVEN).outcome()).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void unlessTheGatewayHeldThemBack() {
        assertThat(judge(BUDGET, 1, 1, 2_000, 9_000, refused(20)).outcome())
                .isEqualTo(Outcome.GREEN);
        assertThat(judge(BUDGET, 1, 1, 2_000, 9_000, refused(19)).outcome())
                .isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void forgersWhoPostNothingMeanNothing() {
        assertThat(judge(0, 0, 1, 9_900, 500, Map.of("challenge 200", 9_900L)).outcome())
                .isEqualTo(Outcome.NOT_VALID);
    }

    private static Map<String, Long> refused(long of2000) {
        return Map.of(
                "challenge 200",
                2_000 - of2000,
                "challenge 429 source_over_budget",
                of2000,
                "post 201",
                9L);
    }

    private static Verdict judge(
            long countedOfOne,
            long counted,
            int networks,
            long begun,
            double lateMs,
            Map<String, Long> answers) {
        WaveFigures wave =
                new WaveFigures(
                        new WorkersFigures(
                                218,
                                1,
                                200,
                                20_000,
                                10_000,
                                100,
                                500_000,
                                32_000_000,
                                answers,
                                Map.of("counted", counted, "held", 7L),
                                countedOfOne),
                        networks,
                        10_000,
                        begun,
                        SoakCriteriaTest.all(lateMs));
        Evidence evidence =
                Seen.of(
                        Crowds.alone(SoakCriteriaTest.signers(20)),
                        Map.of("counted", 990L, "held", 10L),
                        Map.of(),
                        Map.of(Wave1Criteria.WAVE, wave));
        return Verdict.of(
                "wave1",
                Wave1Criteria.threat(wave),
                Wave1Criteria.of(evidence, Limits.FIRST_CUT),
                evidence,
                List.of());
    }
}
