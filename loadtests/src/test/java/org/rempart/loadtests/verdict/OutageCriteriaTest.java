package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.limits.LimitsFile;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.List;
import java.util.Map;

final class OutageCriteriaTest {
    private static final Map<String, Long> TAKEN = Map.of("201", 5L, "202", 5L);

    @Test
    void atEveryLimitItIsGreen() {
        assertThat(judge(TAKEN, 50, 30, 0, 4, 0, 34, 0)).isEqualTo(Outcome.GREEN);
    }

    @Test
    void oneRefusedIsRed() {
        assertThat(judge(Map.of("201", 9L, "503 storage_unavailable", 1L), 50, 30, 0, 4, 0, 34, 0))
                .isEqualTo(Outcome.RED);
        assertThat(judge(Map.of("201", 9L, "no answer: IOException", 1L), 50, 30, 0, 4, 0, 34, 0))
                .isEqualTo(Outcome.RED);
    }

    @Test
    void oneBeyondEachLimitIsRed() {
        assertThat(judge(TAKEN, 51, 30, 0, 4, 0, 34, 0)).isEqualTo(Outcome.RED);
        assertThat(judge(TAKEN, 50, 30.1, 0, 4, 0, 34, 0)).isEqualTo(Outcome.RED);
        assertThat(judge(TAKEN, 50, -1, 0, 4, 0, 34, 0)).isEqualTo(Outcome.RED);
        assertThat(judge(TAKEN, 50, 30, 1, 4, 0, 34, 0)).isEqualTo(Outcome.RED);
        assertThat(judge(TAKEN, 50, 30, 0, 4.1, 0, 34, 0)).isEqualTo(Outcome.RED);
        assertThat(judge(TAKEN, 50, 30, 0, -1, 0, 34, 0)).isEqualTo(Outcome.RED);
        assertThat(judge(TAKEN, 50, 30, 0, 4, 1, 34, 0)).isEqualTo(Outcome.RED);
        assertThat(judge(TAKEN, 50, 30, 0, 4, 0, 34.1, 0)).isEqualTo(Outcome.RED);
        assertThat(judge(TAKEN, 50, 30, 0, 4, 0, 34, 1)).isEqualTo(Outcome.RED);
    }

    private static Outcome judge(
            Map<String, Long> answers,
            double p99Ms,
            double recordedAfterS,
            long looksNotReady,
            double downAfterS,
            long looksUp,
            double heapAfterMib,
            long blocked) {
        OutageFigures outage =
                new OutageFigures(
                        "hang",
                        60,
                        answers,
                        answers,
                        p99(p99Ms),
                        recordedAfterS,
                        looksNotReady,
                        downAfterS,
                        looksUp,
                        10,
                        100,
                        heapAfterMib,
                        5,
                        blocked);
        SignerFigures signers =
                new SignerFigures(
                        10, 0, 10, 0, Map.of(), Map.of(), p99(1), p99(1), p99(1), p99(1), p99(1),
                        p99(500));
        Evidence evidence =
                Seen.of(
                        Crowds.alone(signers),
                        Map.of(),
                        Map.of(),
                        Map.of(OutageCriteria.OUTAGE, outage));
        return Verdict.of(
                        "outage",
                        OutageCriteria.threat(outage),
                        OutageCriteria.of(
                                evidence, Limits.of(LimitsFile.shipped(), "outage"), false),
                        evidence,
                        List.of())
                .outcome();
    }

    private static Percentiles p99(double ms) {
        return new Percentiles(10, ms, ms, ms, ms, ms);
    }
}
