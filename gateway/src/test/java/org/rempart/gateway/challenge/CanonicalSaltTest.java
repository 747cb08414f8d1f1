package org.rempart.gateway.challenge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalSaltTest extends CanonicalForm {
    @Test
    void theHonestSolutionThatAllOthersVaryIsAccepted() {
        accepted(HONEST);
    }

    @Test
    void digitsMovedFromTheNumberToTheSaltAreForged() {
        refused(HONEST.withSalt(SALT + "1").withNumber("23456"));
        refused(HONEST.withSalt(SALT + "12345").withNumber("6"));
    }

    @Test
    void digitsMovedFromTheExpiryToTheNumberAreForged() {
        SolvedPayload unclosed = SolvedPayload.of(KEY, 123_456, RANDOM + "?expires=1893456000");
        refused(unclosed);
        refused(unclosed.withSalt(RANDOM + "?expires=189345600").withNumber("0123456"));
        refused(unclosed.withSalt(RANDOM + "?expires=1893456000" + "1").withNumber("23456"));
    }

    @Test
    void aDroppedClosingAmpersandIsForged() {
        refused(HONEST.withSalt(SALT.substring(0, SALT.length() - 1)));
        refused(SolvedPayload.of(KEY, 7, SALT.substring(0, SALT.length() - 1)));
        refused(SolvedPayload.of(KEY, 7, SALT + "form=petition-42"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c0ffee00c0ffee00c0ffee0?expires=1893456000&",
                "c0ffee00c0ffee00c0ffee000?expires=1893456000&",
                "C0FFEE00C0FFEE00C0FFEE00?expires=1893456000&",
                "c0ffee00c0ffee00c0ffee0g?expires=1893456000&",
                "c0ffee00c0ffee00c0ffee00&",
                "c0ffee00c0ffee00c0ffee00?&",
                "c0ffee00c0ffee00c0ffee00?expires=&",
                "c0ffee00c0ffee00c0ffee00?expires=999999999&",
                "c0ffee00c0ffee00c0ffee00?expires=18934560000&",
                "c0ffee00c0ffee00c0ffee00?expires=-893456000&",
                "c0ffee00c0ffee00c0ffee00?expires=+893456000&",
                "c0ffee00c0ffee00c0ffee00?expires=1893456e00&",
                "c0ffee00c0ffee00c0ffee00?expire=1893456000&",
                "c0ffee00c0ffee00c0ffee00?form=x&expires=1893456000&",
                "c0ffee00c0ffee00c0ffee00?expires=1893456000&&",
                "c0ffee00c0ffee00c0ffee00?expires=1893456000&form&",
                "c0ffee00c0ffee00c0ffee00?expires=1893456000&=x&",
                "c0ffee00c0ffee00c0ffee00?expires=1893456000&a=b=c&",
                "c0ffee00c0ffee00c0ffee00?expires=1893456000&a=b c&",
                "c0ffee00c0ffee00c0ffee00?expires=1893456000&a=é&",
                "c0ffee00c0ffee00c0ffee00?expires=1893456000&a=\\u0062&",
            })
    void aSaltOfAnotherGrammarIsForgedThoughItsChallengeIsSignedAndSolved(String salt) {
        refused(SolvedPayload.of(KEY, 7, salt));
    }

    @ParameterizedTest
    @ValueSource(strings = {"form=petition-42&", "a=&", "a=1&b=2&", "n%C3%A9=a+b*c.d_e%20&"})
    void furtherUrlEncodedParametersMayFollowTheExpiry(String parameters) {
        accepted(SolvedPayload.of(KEY, 7, SALT + parameters));
    }

    @Test
    void aSaltMayReachItsLimitAndNotPassIt() {
        int room = PostedSolution.SALT_BYTES_MAX - SALT.length() - "p=&".length();
        accepted(SolvedPayload.of(KEY, 7, SALT + "p=" + "x".repeat(room - 1) + "&"));
        accepted(SolvedPayload.of(KEY, 7, SALT + "p=" + "x".repeat(room) + "&"));
        refused(SolvedPayload.of(KEY, 7, SALT + "p=" + "x".repeat(room + 1) + "&"));
    }
}
