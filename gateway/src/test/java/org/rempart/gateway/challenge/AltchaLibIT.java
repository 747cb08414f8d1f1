package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// npm's `altcha-lib` 2.8.0 and this room understand each other, both ways.
class AltchaLibIT {
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

    private AltchaLib altchaLib;

    @BeforeEach
    void install() throws Exception {
        altchaLib = AltchaLib.installed();
    }

    @Test
    void whatIsCreatedAndSolvedThereIsSolvedHere() throws Exception {
        long expiresS = clock.instant().plus(VALIDITY).getEpochSecond();

        String payload = altchaLib.solve(altchaLib.create(KEY, MAX_NUMBER, expiresS));

        assertThat(verifier.verify(payload))
                .isInstanceOfSatisfying(
                        Verification.Solved.class,
                        solved ->
                                assertThat(solved.expiresAt())
                                        .isAfterOrEqualTo(Instant.ofEpochSecond(expiresS)));
    }

    @Test
    void whatIsIssuedHereIsSolvedThereAndVerifiedByBoth() throws Exception {
        String issued = new String(issuer.issue(AUDIENCE, MAX_NUMBER, VALIDITY).toJson(), US_ASCII);

        String payload = altchaLib.solve(issued);

        assertThat(altchaLib.verify(KEY, payload)).isTrue();
        assertThat(verifier.verify(payload)).isInstanceOf(Verification.Solved.class);
    }

    @Test
    void whatIsExpiredForgedOrUnsolvedIsRefusedByBoth() throws Exception {
        byte[] key = KEY.getBytes(US_ASCII);
        long now = clock.instant().getEpochSecond();
        SolvedPayload solved = SolvedPayload.of(key, 7, now + 600);
        assertThat(altchaLib.verify(KEY, solved.payload())).isTrue();

        for (SolvedPayload posted :
                List.of(
                        SolvedPayload.of(key, 7, now - 60),
                        SolvedPayload.of("a stranger's secret".getBytes(US_ASCII), 7, now + 600),
                        solved.withNumber("8"))) {
            assertThat(altchaLib.verify(KEY, posted.payload())).isFalse();
            assertThat(verifier.verify(posted.payload())).isInstanceOf(Verification.Refused.class);
        }
    }
}
