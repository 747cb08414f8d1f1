package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.report.PlainReport;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.List;
import java.util.Map;

final class WorkersCriteriaTest {
    /// 600 s: 60 at once and 60 more.
    private static final long BUDGET = 120;

    private static final long CEILING = 32_000_000;

    @Test
    void atEveryLimitItIsGreen() {
        assertThat(judge(BUDGET, 10_000, CEILING, 990, 219)).isEqualTo(Outcome.GREEN);
    }

    @Test
    void aSourceWithOneMoreThanItsBudgetIsRed() {
        assertThat(judge(BUDGET + 1, 10_000, CEILING, 990, 219)).isEqualTo(Outcome.RED);
    }

    @Test
    void anAttackThatIsTooCheapIsRed() {
        assertThat(judge(BUDGET, 9_999, CEILING, 990, 219)).isEqualTo(Outcome.RED);
    }

    @Test
    void aGenuineSignerAskedForMoreThanTheCeilingIsRed() {
        assertThat(judge(BUDGET, 10_000, CEILING + 1, 990, 219)).isEqualTo(Outcome.RED);
    }

    @Test
    void genuineSignaturesThatAreHeldAreRed() {
        assertThat(judge(BUDGET, 10_000, CEILING, 989, 219)).isEqualTo(Outcome.RED);
    }

    @Test
    void aFixedPriceThatCountsNoMoreIsRed() {
        assertThat(judge(BUDGET, 10_000, CEILING, 990, 218)).isEqualTo(Outcome.RED);
    }

    @Test
    void workersWhoSolvedNothingMeanNothing() {
        Evidence evidence =
                evidence(
                        workers(0, 0, 0, 600, 0), 0, 990, workers(0, 0, 0, 60, 0), costs(0, 20, 0));

        assertThat(verdict(evidence).outcome()).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void whatItCostsWithoutThemIsTakenOff() {
        // 2 s in 10 quiet ones: 4 s of the 24 that 20 s with them took
        assertThat(costs(2, 14, 10).ofAttack()).isEqualTo(20);
    }

    @Test
    void whatCostsNothingCostsATick() {
        assertThat(costs(2, 4, 0).ofAttack()).isEqualTo(0.01);
    }

    @ParameterizedTest
    @CsvSource({"299, GREEN", "300, RED"})
    void whatItCostsIsJudgedOnceBurstsAreUsedUp(int seconds, Outcome outcome) {
        WorkersFigures cheap = workers(60, 218, 1, seconds, 20_000);
        WorkersFigures fixed = workers(1_000, 13_080, 100, 10, 20_000);
        assertThat(verdict(evidence(cheap, 500_000, 1_000, fixed, costs(0, 4, 6))).outcome())
                .isEqualTo(outcome);
    }

    private static Outcome judge(
            long countedOfOne, double cpuSeconds, long dearest, long counted, long fixedCounted) {
        return verdict(
                        evidence(
                                workers(countedOfOne, 13_080, cpuSeconds, 600, 20_000),
                                dearest,
                                counted,
                                // 13,080 in 600 s are 218 in 10
                                workers(1_000, fixedCounted, 100, 10, 20_000),
                                costs(0, 4, 6)))
                .outcome();
    }

    private static Verdict verdict(Evidence evidence) {
        Verdict verdict =
                Verdict.of(
                        "workers",
                        "218 servers",
                        WorkersCriteria.of(evidence, Limits.FIRST_CUT),
                        evidence,
                        List.of());
        assertThat(PlainReport.of(verdict)).contains("against one fixed price, without budgets");
        return verdict;
    }

    private static Evidence evidence(
            WorkersFigures workers,
            long dearest,
            long counted,
            WorkersFigures fixed,
            CostFigures costs) {
        return Seen.of(
                Crowds.alone(SoakCriteriaTest.signers(20)),
                Map.of("counted", counted, "held", 1_000 - counted),
                Map.of(),
                Map.of(
                        WorkersCriteria.PRICES,
                        new PriceFigures(1_000, 500_000, 10, 600_000, dearest),
                        WorkersCriteria.GUARDED,
                        new WorkersAttack("budgets", workers, costs),
                        WorkersCriteria.FIXED,
                        new WorkersAttack("one fixed price, without budgets", fixed, costs)));
    }

    private static WorkersFigures workers(
            long countedOfOne, long counted, double cpuSeconds, double seconds, long solved) {
        return new WorkersFigures(
                218,
                4,
                seconds,
                50_000,
                solved,
                cpuSeconds,
                500_000,
                CEILING,
                Map.of("post 201", counted),
                Map.of("counted", counted),
                countedOfOne);
    }

    private static CostFigures costs(double quiet, double gateway, double database) {
        return new CostFigures(10, quiet / 2, quiet / 2, 20, gateway, database);
    }
}
