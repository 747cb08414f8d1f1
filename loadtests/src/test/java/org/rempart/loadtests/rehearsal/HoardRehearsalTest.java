package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.HoardRehearsal.Extent;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Seen;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;
import org.rempart.loadtests.worker.HoardFigures;
import org.rempart.loadtests.worker.TempoFigures;

import java.time.Duration;
import java.util.List;
import java.util.Map;

final class HoardRehearsalTest {
    private static final SignerFigures CAME = signers(20);

    @Test
    void theShortFormHasFewerSources() {
        assertThat(Extent.of(Given.of("rehearsal=hoard"))).isEqualTo(new Extent(218, 300));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(10, 8));
    }

    @Test
    void limitsHold() {
        Bounds.hold("hoard.sources", 1, 218, given -> Extent.of(given).sources());
        Bounds.hold("hoard.seconds", 5, 480, given -> Extent.of(given).seconds());
    }

    @Test
    void aSourceMayHaveItsBudgetAtEachGateway() {
        assertThat(judge(122, 1_230, 90, CAME)).isEqualTo(Outcome.GREEN);
        assertThat(judge(123, 1_230, 90, CAME)).isEqualTo(Outcome.RED);
    }

    @Test
    void whoWaitsLongerIsRed() {
        assertThat(judge(122, 1_230, 90, signers(40))).isEqualTo(Outcome.GREEN);
        assertThat(judge(122, 1_230, 90, signers(41))).isEqualTo(Outcome.RED);
    }

    @Test
    void aHoardThatIsNotMoreThanTheBudgetsMeansNothing() {
        assertThat(judge(122, 1_229, 90, CAME)).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void oneThatIsReleasedSlowlyMeansNothing() {
        assertThat(judge(122, 1_230, 89, CAME)).isEqualTo(Outcome.NOT_VALID);
    }

    /// Ten sources that post on 100 connections for 12 s.
    private static Outcome judge(
            long countedOfOneMost, long posted, long inFirstSecond, SignerFigures signers) {
        HoardFigures hoard =
                new HoardFigures(
                        10,
                        2,
                        new TempoFigures(2_000, 2_000, Percentiles.NONE),
                        posted,
                        posted,
                        posted,
                        posted,
                        0,
                        Map.of(),
                        100,
                        12,
                        inFirstSecond,
                        1,
                        500_000,
                        Map.of("counted", posted),
                        countedOfOneMost);
        Evidence evidence =
                Seen.of(
                        Crowds.judged(HoardRehearsal.RELEASED, signers)
                                .after(HoardRehearsal.HOARDED, CAME),
                        Map.of("counted", 1L),
                        Map.of(),
                        Map.of(HoardRehearsal.HOARD, hoard));
        return Verdict.of(
                        HoardRehearsal.NAME,
                        "a hoard",
                        new HoardRehearsal(new Extent(10, 10), Limits.FIRST_CUT, Duration.ZERO)
                                .criteria(evidence),
                        evidence,
                        List.of())
                .outcome();
    }

    private static SignerFigures signers(double waitedMs) {
        return new SignerFigures(
                1_000,
                0,
                1_000,
                0,
                Map.of(),
                Map.of(),
                new Percentiles(1_000, waitedMs, waitedMs, waitedMs, waitedMs, waitedMs),
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE);
    }
}
