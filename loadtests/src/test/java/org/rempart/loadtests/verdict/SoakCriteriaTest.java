package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.limits.LimitsFile;
import org.rempart.loadtests.report.PlainReport;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.List;
import java.util.Map;

final class SoakCriteriaTest {
    @Test
    void atEveryLimitItIsGreen() {
        assertThat(judge(110, 256, 150, 30, 950, "403 challenge_missing")).isEqualTo(Outcome.GREEN);
    }

    @Test
    void aHeapThatGrowsIsRed() {
        assertThat(judge(110.1, 256, 150, 30, 950, "200")).isEqualTo(Outcome.RED);
        assertThat(judge(110, 256.1, 150, 30, 950, "200")).isEqualTo(Outcome.RED);
    }

    @Test
    void socketsThatAreNotGivenBackAreRed() {
        assertThat(judge(110, 256, 151, 30, 950, "200")).isEqualTo(Outcome.RED);
    }

    @Test
    void waitsThatGrowAreRed() {
        assertThat(judge(110, 256, 150, 30.1, 950, "200")).isEqualTo(Outcome.RED);
    }

    @Test
    void oneServerErrorIsRed() {
        assertThat(judge(110, 256, 150, 30, 950, "503 overloaded")).isEqualTo(Outcome.RED);
    }

    @Test
    void tooFewClientsMeanNothing() {
        assertThat(judge(110, 256, 150, 30, 949, "200")).isEqualTo(Outcome.NOT_VALID);
    }

    private static Outcome judge(
            double heapEndMib,
            double heapMaxMib,
            long filesEnd,
            double waitedMs,
            long sources,
            String answer) {
        VolumeFigures volume =
                new VolumeFigures(
                        "closed",
                        64,
                        1,
                        100,
                        30,
                        0,
                        100,
                        100,
                        0,
                        0,
                        64,
                        0,
                        0,
                        Percentiles.NONE,
                        List.of(new AttackFigures("challenge", false, true, 1, Map.of(answer, 1L))),
                        1);
        SoakFigures soak =
                new SoakFigures(1_000, sources, 100, heapEndMib, heapMaxMib, 100, filesEnd);
        Evidence evidence =
                Seen.of(
                        Crowds.judged(SoakCriteria.AT_LAST, signers(waitedMs))
                                .after(SoakCriteria.AT_FIRST, signers(20)),
                        Map.of(),
                        Map.of(),
                        Map.of(SoakCriteria.SOAK, soak, SoakCriteria.VOLUME, volume));
        Verdict verdict =
                Verdict.of(
                        "soak",
                        SoakCriteria.threat(soak),
                        SoakCriteria.of(evidence, Limits.of(LimitsFile.shipped(), "soak")),
                        evidence,
                        List.of());
        assertThat(PlainReport.of(verdict)).contains("heap at a third, once collected: 100.0 MiB");
        return verdict.outcome();
    }

    static SignerFigures signers(double waitedMs) {
        return new SignerFigures(
                1_000,
                0,
                1_000,
                0,
                Map.of(),
                Map.of(),
                all(waitedMs),
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE);
    }

    static Percentiles all(double ms) {
        return new Percentiles(1_000, ms, ms, ms, ms, ms);
    }
}
