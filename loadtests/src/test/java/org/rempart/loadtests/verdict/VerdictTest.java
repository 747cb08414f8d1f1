package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.report.JsonReport;
import org.rempart.loadtests.report.PlainReport;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.List;
import java.util.Map;

final class VerdictTest {
    private static final Limits LIMITS = new Limits(0.999, 0.99, 2, 3, 10, 500, 0.99, 20_000);

    /// What was seen, at every limit.
    ///
    /// @param waitedMs during the volume; 20 ms while it was quiet
    private record Figures(
            long due,
            long acknowledged,
            double waitedMs,
            double lateMs,
            long accepted,
            long usersStarted,
            long held,
            String kind,
            double sentASecond,
            double reach,
            double idle) {
        static final Figures AT_THE_LIMITS =
                new Figures(1_000, 999, 40, 500, 0, 99, 1, "closed", 20_000, 0, 0);

        Figures waited(double ms) {
            return new Figures(
                    due,
                    acknowledged,
                    ms,
                    lateMs,
                    accepted,
                    usersStarted,
                    held,
                    kind,
                    sentASecond,
                    reach,
                    idle);
        }

        Figures volume(String other, double sent, double reached, double waited) {
            return new Figures(
                    due,
                    acknowledged,
                    waitedMs,
                    lateMs,
                    accepted,
                    usersStarted,
                    held,
                    other,
                    sent,
                    reached,
                    waited);
        }

        Figures heldRows(long rows) {
            return new Figures(
                    due,
                    acknowledged,
                    waitedMs,
                    lateMs,
                    accepted,
                    usersStarted,
                    rows,
                    kind,
                    sentASecond,
                    reach,
                    idle);
        }
    }

    @Test
    void atEveryLimitItIsGreen() {
        assertThat(outcome(Figures.AT_THE_LIMITS)).isEqualTo(Outcome.GREEN);
    }

    @Test
    void oneSignerTooFewIsRed() {
        assertThat(judge(1_000, 998, 20, 500, 0, 99).outcome()).isEqualTo(Outcome.RED);
    }

    @Test
    void moreThanTwiceTheWaitIsRed() {
        assertThat(outcome(Figures.AT_THE_LIMITS.waited(40.1))).isEqualTo(Outcome.RED);
    }

    @Test
    void besideTheKindThatNeverWaitsItIsMoreThanThrice() {
        Figures paced = Figures.AT_THE_LIMITS.volume("paced", 20_000, 0, 0);

        assertThat(outcome(paced.waited(60))).isEqualTo(Outcome.GREEN);
        assertThat(outcome(paced.waited(60.1))).isEqualTo(Outcome.RED);
    }

    @Test
    void oneHeldTooManyIsRed() {
        assertThat(outcome(Figures.AT_THE_LIMITS.heldRows(2))).isEqualTo(Outcome.RED);
    }

    @Test
    void aVolumeThatIsTooSmallMeansNothing() {
        assertThat(outcome(Figures.AT_THE_LIMITS.volume("closed", 19_999, 19_999, 1)))
                .isEqualTo(Outcome.NOT_VALID);
        assertThat(outcome(Figures.AT_THE_LIMITS.volume("closed", 400, 100_000, 0.05)))
                .isEqualTo(Outcome.NOT_VALID);
        assertThat(outcome(Figures.AT_THE_LIMITS.volume("paced", 19_999, 100_000, 0.9)))
                .isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void aVolumeThatWaitedForTheGatewayWasOffered() {
        assertThat(outcome(Figures.AT_THE_LIMITS.volume("closed", 400, 20_000, 0.1)))
                .isEqualTo(Outcome.GREEN);
    }

    @Test
    void nobodyIsNoSuccess() {
        assertThat(judge(0, 0, 0, 0, 0, 100).outcome()).isEqualTo(Outcome.RED);
    }

    @Test
    void oneAcceptedAttackIsRed() {
        assertThat(judge(1_000, 1_000, 0, 0, 1, 100).outcome()).isEqualTo(Outcome.RED);
    }

    @Test
    void aLateGeneratorMakesARunMeanNothing() {
        assertThat(judge(1_000, 0, 1_001, 501, 0, 100).outcome()).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void attackersWhoDoNotComeMakeARunMeanNothing() {
        assertThat(judge(1_000, 1_000, 0, 0, 0, 98).outcome()).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void anAcceptedAttackIsRedEvenWhenTheGeneratorWasLate() {
        assertThat(judge(1_000, 1_000, 0, 501, 1, 0).outcome()).isEqualTo(Outcome.RED);
    }

    @Test
    void theWordComesFirstAndTheFiguresFollow() {
        String text = PlainReport.of(judge(1_000, 998, 10, 0, 0, 100));

        assertThat(text.lines().findFirst()).hasValue("RED  flood: 2 of 28 criteria do not hold.");
        assertThat(text)
                .containsPattern("FAILED +genuine signers got through +99\\.80 % \\(998 of 1000\\)")
                .contains("post: 503 overloaded: 2")
                .contains("note: a note");
    }

    @Test
    void theJsonNamesOutcomeAndCriteria() {
        String json = JsonReport.of(judge(1_000, 1_000, 10, 0, 0, 100));

        assertThat(json)
                .contains("\"outcome\" : \"GREEN\"")
                .contains("\"p99_9_ms\"")
                .contains("\"name\" : \"no attack was accepted\"");
    }

    private static Verdict judge(
            long due,
            long acknowledged,
            double waitedMs,
            double lateMs,
            long accepted,
            long usersStarted) {
        return judge(
                new Figures(
                        due,
                        acknowledged,
                        waitedMs,
                        lateMs,
                        accepted,
                        usersStarted,
                        0,
                        "closed",
                        30_000,
                        0,
                        0));
    }

    private static Outcome outcome(Figures seen) {
        return judge(seen).outcome();
    }

    private static Verdict judge(Figures seen) {
        FloodFigures forgers =
                new FloodFigures(
                        100,
                        seen.usersStarted(),
                        218,
                        Percentiles.NONE,
                        List.of(
                                new AttackFigures("page", false, true, 5, Map.of("200", 5L)),
                                new AttackFigures(
                                        "forged",
                                        true,
                                        true,
                                        5,
                                        Map.of(
                                                "201",
                                                seen.accepted(),
                                                "403 challenge_forged",
                                                4L))),
                        0,
                        1);
        VolumeFigures volume =
                new VolumeFigures(
                        seen.kind(),
                        500,
                        218,
                        40_000,
                        30,
                        seen.reach(),
                        seen.sentASecond(),
                        0,
                        0,
                        seen.idle(),
                        500,
                        0,
                        0,
                        Percentiles.NONE,
                        List.of(),
                        1);
        Evidence evidence =
                Seen.of(
                        Crowds.judged(VolumeCriteria.FLOODED, signers(seen, seen.waitedMs()))
                                .after(FloodCriteria.BESIDE_FORGERS, signers(seen, 20))
                                .after(VolumeCriteria.QUIET, signers(seen, 20)),
                        Map.of("counted", 99L, "held", seen.held()),
                        Map.of("gateway", 1.5),
                        Map.of(FloodCriteria.FORGERS, forgers, VolumeCriteria.VOLUME, volume));
        return Verdict.of(
                "flood",
                VolumeCriteria.threat(volume),
                FloodCriteria.of(evidence, LIMITS),
                evidence,
                List.of("a note"));
    }

    private static SignerFigures signers(Figures seen, double waitedMs) {
        long lost = seen.due() - seen.acknowledged();
        return new SignerFigures(
                seen.due(),
                0,
                seen.acknowledged(),
                0,
                lost == 0 ? Map.of() : Map.of("post: 503 overloaded", lost),
                Map.of(),
                p99(waitedMs),
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                p99(seen.lateMs()));
    }

    private static Percentiles p99(double ms) {
        return new Percentiles(1, ms, ms, ms, ms, ms);
    }
}
