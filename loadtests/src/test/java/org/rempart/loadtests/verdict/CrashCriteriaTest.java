package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.report.PlainReport;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.List;
import java.util.Map;

final class CrashCriteriaTest {
    private static final InDoubt ONE = new InDoubt(1, 1, 0, 0);

    @Test
    void atEveryLimitItIsGreen() {
        assertThat(judge(20, ONE, 60, Map.of("201", 3L, "503 overloaded", 1L)))
                .isEqualTo(Outcome.GREEN);
    }

    @Test
    void aKillTooFewMakesItMeanNothing() {
        assertThat(judge(19, ONE, 1, Map.of())).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void aRunThatMetNoDoubtMeansNothing() {
        assertThat(judge(20, InDoubt.NONE, 1, Map.of())).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void journalsThatDoNotEmptyInTimeAreRed() {
        assertThat(judge(20, ONE, 60.1, Map.of())).isEqualTo(Outcome.RED);
        assertThat(judge(20, ONE, -1, Map.of())).isEqualTo(Outcome.RED);
    }

    @Test
    void toTellAnAcceptedSignerThatTheWorkIsSpentIsRed() {
        assertThat(judge(20, ONE, 1, Map.of("403 challenge_spent", 1L))).isEqualTo(Outcome.RED);
        assertThat(judge(20, ONE, 1, Map.of("429 source_over_budget", 1L)))
                .isEqualTo(Outcome.GREEN);
    }

    @Test
    void theReportNamesSeedDoubtsAndPostsWithoutAnAnswer() {
        assertThat(PlainReport.of(verdict(20, ONE, 1, Map.of())))
                .contains("The campaign of seed 7")
                .contains("kills: 20 of 20")
                .contains("gateway killed: 12")
                .contains("batches in doubt, at least: 1")
                .contains("committed, not committed, not answered: 1, 0, 0")
                .contains("signatures without an answer: 5")
                .contains("stops out of order: 1: exit code 3");
    }

    private static Outcome judge(
            long kills, InDoubt inDoubt, double drainedAfterS, Map<String, Long> again) {
        return verdict(kills, inDoubt, drainedAfterS, again).outcome();
    }

    private static Verdict verdict(
            long kills, InDoubt inDoubt, double drainedAfterS, Map<String, Long> again) {
        CrashFigures crash =
                new CrashFigures(
                        7,
                        20,
                        kills,
                        Map.of("gateway killed", 12L),
                        Map.of("201", 100L, "202", 100L),
                        Map.of(),
                        5,
                        inDoubt,
                        20,
                        0,
                        drainedAfterS == 1 && again.isEmpty() ? List.of("exit code 3") : List.of(),
                        0,
                        drainedAfterS);
        SignerFigures signers =
                new SignerFigures(
                        200,
                        0,
                        200,
                        0,
                        Map.of(),
                        again,
                        Percentiles.NONE,
                        Percentiles.NONE,
                        Percentiles.NONE,
                        Percentiles.NONE,
                        Percentiles.NONE,
                        Percentiles.NONE);
        Evidence evidence =
                Seen.of(
                        Crowds.alone(signers),
                        Map.of(),
                        Map.of(),
                        Map.of(CrashCriteria.CRASH, crash));
        return Verdict.of(
                "crash",
                CrashCriteria.threat(crash),
                CrashCriteria.of(evidence, Limits.shipped("crash")),
                evidence,
                List.of());
    }
}
