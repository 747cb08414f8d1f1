package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.report.PlainReport;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.List;
import java.util.Map;

final class SlowCriteriaTest {
    @Test
    void atEveryLimitItIsGreen() {
        assertThat(judge(40, 17_000, 0, 99)).isEqualTo(Outcome.GREEN);
    }

    @Test
    void whoeverWaitsLongerIsRed() {
        assertThat(judge(40.1, 17_000, 0, 99)).isEqualTo(Outcome.RED);
    }

    @Test
    void aConnectionThatLivesTooLongIsRed() {
        assertThat(judge(40, 17_001, 0, 99)).isEqualTo(Outcome.RED);
    }

    @Test
    void oneThatIsNeverClosedIsRed() {
        assertThat(judge(40, 17_000, 1, 99)).isEqualTo(Outcome.RED);
    }

    @Test
    void tooFewConnectionsMeanNothing() {
        assertThat(judge(40, 17_000, 0, 98)).isEqualTo(Outcome.NOT_VALID);
    }

    private static Outcome judge(double waitedMs, double livedMs, long left, long opened) {
        SlowFigures slow =
                new SlowFigures(
                        100, opened, 0, Map.of("body", SoakCriteriaTest.all(livedMs)), left, 1);
        Evidence evidence =
                Seen.of(
                        Crowds.judged(SlowCriteria.BESIDE, SoakCriteriaTest.signers(waitedMs))
                                .after(SlowCriteria.QUIET, SoakCriteriaTest.signers(20)),
                        Map.of(),
                        Map.of(),
                        Map.of(SlowCriteria.SLOW, slow));
        Verdict verdict =
                Verdict.of(
                        "slow",
                        SlowCriteria.threat(slow),
                        SlowCriteria.of(evidence, Limits.FIRST_CUT),
                        evidence,
                        List.of());
        assertThat(PlainReport.of(verdict)).contains("How long slow connections lived", "body");
        return verdict.outcome();
    }
}
