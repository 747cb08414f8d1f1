package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.challenge.Verification.Refused.FORGED;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// One solution, one payload: whatever else would decode to the same solution is refused, and so
/// are the tricks that other servers fell for. Each test varies an honest solution in one way.
abstract class CanonicalForm {
    static final byte[] KEY = "example-hmac-secret".getBytes(US_ASCII);
    static final String RANDOM = "c0ffee00c0ffee00c0ffee00";
    static final String SALT = RANDOM + "?expires=1893456000&";
    static final SolvedPayload HONEST = SolvedPayload.of(KEY, 123_456, SALT);

    final ChallengeVerifier verifier =
            new ChallengeVerifier(
                    () -> ChallengeKeys.of(KEY, List.of()),
                    InstantSource.fixed(Instant.ofEpochSecond(1_893_456_000 - 60)),
                    32_000_000,
                    Duration.ZERO);

    static String jsonWithTook(String took) {
        return HONEST.json().replace("1234.5", took);
    }

    void accepted(SolvedPayload posted) {
        acceptedPayload(posted.payload());
    }

    void acceptedPayload(String payload) {
        assertThat(verifier.verify(payload)).isInstanceOf(Verification.Solved.class);
    }

    void refused(SolvedPayload posted) {
        refusedPayload(posted.payload());
    }

    void refusedJson(String json) {
        refusedPayload(SolvedPayload.base64(json));
    }

    void refusedPayload(String payload) {
        assertThat(verifier.verify(payload)).isEqualTo(FORGED);
    }
}
