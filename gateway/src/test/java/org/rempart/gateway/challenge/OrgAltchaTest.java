package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.altcha.altcha.Altcha;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// `org.altcha:altcha` 1.3.0 and this room understand each other, both ways.
class OrgAltchaTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Audience AUDIENCE = Audience.of(1);
    private static final long MAX_NUMBER = 1_000;
    private static final Duration VALIDITY = Duration.ofMinutes(10);

    private final InstantSource clock = InstantSource.system();
    private final ChallengeKeys keys = ChallengeKeys.of(KEY.getBytes(US_ASCII), List.of());
    private final ChallengeIssuer issuer =
            new ChallengeIssuer(() -> keys, new SecureRandom(), clock);
    private final ChallengeVerifier verifier =
            new ChallengeVerifier(() -> keys, clock, 32_000_000, ChallengeVerifier.CLOCK_SKEW_MAX);

    @Test
    void whatIsCreatedAndSolvedThereIsSolvedHere() throws Exception {
        long expiresS = clock.instant().plus(VALIDITY).getEpochSecond();
        for (int i = 0; i < 50; i++) {
            Altcha.Challenge created =
                    Altcha.createChallenge(
                            new Altcha.ChallengeOptions()
                                    .setMaxNumber(MAX_NUMBER)
                                    .setHmacKey(KEY)
                                    .setExpires(expiresS));

            String payload = solve(created.challenge, created.salt, created.signature);

            assertThat(verifier.verify(payload))
                    .isInstanceOfSatisfying(
                            Verification.Solved.class,
                            solved ->
                                    assertThat(solved.expiresAt())
                                            .isAfterOrEqualTo(Instant.ofEpochSecond(expiresS)));
        }
    }

    @Test
    void whatIsIssuedHereIsSolvedThereAndVerifiedByBoth() throws Exception {
        for (int i = 0; i < 50; i++) {
            Challenge issued = issuer.issue(AUDIENCE, MAX_NUMBER, VALIDITY);

            String payload = solve(issued.challenge(), issued.salt(), issued.signature());

            assertThat(Altcha.verifySolution(payload, KEY, true)).isTrue();
            assertThat(verifier.verify(payload)).isInstanceOf(Verification.Solved.class);
        }
    }

    @Test
    void whatIsExpiredForgedOrUnsolvedIsRefusedByBoth() throws Exception {
        byte[] key = KEY.getBytes(US_ASCII);
        long now = clock.instant().getEpochSecond();
        SolvedPayload solved = SolvedPayload.of(key, 7, now + 600);
        assertThat(Altcha.verifySolution(solved.payload(), KEY, true)).isTrue();

        for (SolvedPayload posted :
                List.of(
                        SolvedPayload.of(key, 7, now - 60),
                        SolvedPayload.of("a stranger's secret".getBytes(US_ASCII), 7, now + 600),
                        solved.withNumber("8"))) {
            assertThat(Altcha.verifySolution(posted.payload(), KEY, true)).isFalse();
            assertThat(verifier.verify(posted.payload())).isInstanceOf(Verification.Refused.class);
        }
    }

    /// The library solves, but leaves it to the client to write the payload.
    private static String solve(String challenge, String salt, String signature) throws Exception {
        Altcha.Solution solution =
                Altcha.solveChallenge(challenge, salt, Altcha.Algorithm.SHA256, MAX_NUMBER, 0);
        return new SolvedPayload(challenge, Integer.toString(solution.number), salt, signature)
                .payload();
    }
}
