package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerClassTest {
    @ParameterizedTest
    @CsvSource({
        "200, SERVED",
        "won: 201, SERVED",
        "403 challenge_forged, REFUSED",
        "301, REFUSED",
        "429 source_over_budget, OVER_BUDGET",
        "post 503 overloaded, SERVER_ERROR",
        "no answer: IOException, NONE",
        "port 4031 closed, NONE"
    })
    void theStatusDecidesWhereverItStands(String answer, AnswerClass kind) {
        assertThat(AnswerClass.of(answer)).isEqualTo(kind);
    }
}
