package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.List;
import java.util.Map;

final class VerdictTest {
    private static final Limits LIMITS = new Limits(0.999, 1_000, 500, 0.99);

    @Test
    void atEveryLimitItIsGreen() {
        assertThat(judge(1_000, 999, 1_000, 500, 0, 99).outcome()).isEqualTo(Outcome.GREEN);
    }

    @Test
    void oneSignerTooFewIsRed() {
        assertThat(judge(1_000, 998, 1_000, 500, 0, 99).outcome()).isEqualTo(Outcome.RED);
    }

    @Test
    void aMillisecondTooMuchIsRed() {
        assertThat(judge(1_000, 999, 1_001, 500, 0, 99).outcome()).isEqualTo(Outcome.RED);
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

        assertThat(text.lines().findFirst()).hasValue("RED  flood: 1 of 15 criteria do not hold.");
        assertThat(text)
                .containsPattern("FAILED +genuine signers got through +99\\.80 % \\(998 of 1000\\)")
                .contains("gave up: post: 503 overloaded: 2")
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
        SignerFigures signers =
                new SignerFigures(
                        due,
                        0,
                        acknowledged,
                        0,
                        due == acknowledged
                                ? Map.of()
                                : Map.of("post: 503 overloaded", due - acknowledged),
                        Map.of(),
                        p99(waitedMs),
                        Percentiles.NONE,
                        Percentiles.NONE,
                        Percentiles.NONE,
                        Percentiles.NONE,
                        p99(lateMs));
        FloodFigures flood =
                new FloodFigures(
                        100,
                        usersStarted,
                        218,
                        Percentiles.NONE,
                        List.of(
                                new AttackFigures("page", false, true, 5, Map.of("200", 5L)),
                                new AttackFigures(
                                        "forged",
                                        true,
                                        true,
                                        5,
                                        Map.of("201", accepted, "403 challenge_forged", 4L))),
                        0,
                        1);
        Evidence.OfFlood evidence =
                new Evidence.OfFlood(
                        Reconciliation.of(new Ledger(), List.of()),
                        new Published(0, 0, Map.of()),
                        signers,
                        flood,
                        Map.of("gateway", 1.5));
        return Verdict.of("flood", FloodCriteria.of(evidence, LIMITS), evidence, List.of("a note"));
    }

    private static Percentiles p99(double ms) {
        return new Percentiles(1, ms, ms, ms, ms, ms);
    }
}
