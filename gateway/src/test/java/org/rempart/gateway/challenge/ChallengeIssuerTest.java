package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

class ChallengeIssuerTest {
    private static final byte[] KEY = "example-hmac-secret".getBytes(US_ASCII);
    private static final byte[] NEXT = "the next secret!".getBytes(US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_893_455_400);
    private static final Audience AUDIENCE = Audience.of(1);
    private static final Duration VALIDITY = Duration.ofMinutes(10);
    private static final long CEILING = 32_000_000;

    private final AtomicReference<ChallengeKeys> keys =
            new AtomicReference<>(ChallengeKeys.of(KEY, List.of(NEXT)));
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final InstantSource clock = now::get;
    private final RandomGenerator seeded = new SplittableRandom(2020_11_18);
    private final ChallengeIssuer issuer = new ChallengeIssuer(keys::get, seeded, clock);

    @Test
    void aChallengeIsSentAsTheWireFormatHasIt() {
        Challenge issued = issuer.issue(AUDIENCE, 500_000, VALIDITY);

        assertThat(new String(issued.toJson(), US_ASCII))
                .matches(
                        "\\{\"algorithm\":\"SHA-256\",\"challenge\":\"[0-9a-f]{64}\","
                                + "\"maxnumber\":500000,"
                                + "\"salt\":\"[0-9a-f]{24}\\?expires=1893456000&\","
                                + "\"signature\":\"[0-9a-f]{64}\"}");
        assertThat(new JsonObject(Buffer.buffer(issued.toJson())).getMap())
                .containsEntry("challenge", issued.challenge())
                .containsEntry("maxnumber", 500_000)
                .containsEntry("salt", issued.salt())
                .containsEntry("signature", issued.signature());
    }

    @Test
    void theSignatureIsOfTheHexCharactersByTheIssuingKey() {
        Challenge issued = issuer.issue(AUDIENCE, 500_000, VALIDITY);

        assertThat(issued.signature()).isEqualTo(SolvedPayload.hmacHex(KEY, issued.challenge()));
    }

    @Test
    void aNewKeySignsTheNextChallenge() {
        issuer.issue(AUDIENCE, 500_000, VALIDITY);
        keys.set(ChallengeKeys.of(NEXT, List.of(KEY)));

        Challenge issued = issuer.issue(AUDIENCE, 500_000, VALIDITY);

        assertThat(issued.signature()).isEqualTo(SolvedPayload.hmacHex(NEXT, issued.challenge()));
    }

    @Test
    void whatIsIssuedHereAndSolvedIsSolvedHere() {
        ChallengeVerifier verifier =
                new ChallengeVerifier(keys::get, clock, CEILING, ChallengeVerifier.CLOCK_SKEW_MAX);
        for (long maxNumber : new long[] {1, 2, 10, 1_000}) {
            Challenge issued = issuer.issue(AUDIENCE, maxNumber, VALIDITY);

            SolvedPayload posted = solve(issued);

            assertThat(verifier.verify(posted.payload())).isInstanceOf(Verification.Solved.class);
        }
    }

    @Test
    void aChallengeIsForItsPetitionAndNetworkAndNoOther() {
        ChallengeVerifier verifier =
                new ChallengeVerifier(keys::get, clock, CEILING, ChallengeVerifier.CLOCK_SKEW_MAX);
        for (Audience audience : List.of(AUDIENCE, new Audience(7, -1, 42))) {
            String payload = solve(issuer.issue(audience, 10, VALIDITY)).payload();

            assertThat(verifier.verify(payload))
                    .isInstanceOfSatisfying(
                            Verification.Solved.class,
                            solved -> {
                                assertThat(solved.isFor(audience)).isTrue();
                                assertThat(solved.isFor(Audience.of(2))).isFalse();
                                assertThat(solved.isFor(new Audience(1, 0, 1))).isFalse();
                                assertThat(solved.isFor(new Audience(7, -1, 43))).isFalse();
                                assertThat(solved.isFor(new Audience(7, -2, 42))).isFalse();
                                assertThat(solved.isFor(new Audience(8, -1, 42))).isFalse();
                            });
        }
    }

    @Test
    void twoChallengesForOneAudienceShareNoPartOfTheirSalt() {
        String one = issuer.issue(AUDIENCE, 10, VALIDITY).salt();
        String other = issuer.issue(AUDIENCE, 10, VALIDITY).salt();
        assertThat(one.substring(0, 16)).isNotEqualTo(other.substring(0, 16));
        assertThat(one.substring(16, 24)).isNotEqualTo(other.substring(16, 24));
    }

    @Test
    void theSecretNumberIsUniformFromZeroToBelowN() {
        int maxNumber = 16;
        int[] seen = new int[maxNumber];
        for (int i = 0; i < 1_000 * maxNumber; i++) {
            seen[Integer.parseInt(solve(issuer.issue(AUDIENCE, maxNumber, VALIDITY)).number())]++;
        }
        // six standard deviations (each 31) off a thousand, with a seeded generator
        for (int count : seen) {
            assertThat(count).isBetween(814, 1_186);
        }
    }

    @Test
    void noSaltComesTwice() {
        Set<String> salts = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(salts.add(issuer.issue(AUDIENCE, 500_000, VALIDITY).salt())).isTrue();
        }
    }

    @Test
    void saltAndDigitsFitOneBlockUpToTheHardestChallenge() {
        for (long maxNumber : new long[] {1, 500_000, CEILING, ChallengeIssuer.MAX_NUMBER_LIMIT}) {
            int digits = Long.toString(maxNumber - 1).length();

            assertThat(issuer.issue(AUDIENCE, maxNumber, VALIDITY).salt().length() + digits)
                    .isLessThanOrEqualTo(55);
        }
        assertThat(ChallengeIssuer.MAX_NUMBER_LIMIT).isEqualTo(100_000_000_000L);
    }

    @Test
    void theExpiryIsRoundedUpSoThatNobodyGetsLessThanTheValidity() {
        assertThat(issuer.issue(AUDIENCE, 1, VALIDITY).salt()).endsWith("?expires=1893456000&");
        now.set(NOW.plusMillis(1));
        assertThat(issuer.issue(AUDIENCE, 1, VALIDITY).salt()).endsWith("?expires=1893456001&");
        now.set(NOW.plusMillis(1_000));
        assertThat(issuer.issue(AUDIENCE, 1, VALIDITY).salt()).endsWith("?expires=1893456001&");
        now.set(NOW.plusMillis(1_001));
        assertThat(issuer.issue(AUDIENCE, 1, VALIDITY).salt()).endsWith("?expires=1893456002&");
    }

    @Test
    void maxNumberHasLimits() {
        issuer.issue(AUDIENCE, 1, VALIDITY);
        issuer.issue(AUDIENCE, ChallengeIssuer.MAX_NUMBER_LIMIT, VALIDITY);
        for (long maxNumber : new long[] {-1, 0, ChallengeIssuer.MAX_NUMBER_LIMIT + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> issuer.issue(AUDIENCE, maxNumber, VALIDITY));
        }
    }

    @Test
    void validityHasLimits() {
        issuer.issue(AUDIENCE, 1, Duration.ofMillis(1));
        issuer.issue(AUDIENCE, 1, ChallengeIssuer.VALIDITY_MAX);
        for (Duration validity :
                List.of(
                        Duration.ofMillis(-1),
                        Duration.ZERO,
                        ChallengeIssuer.VALIDITY_MAX.plusNanos(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> issuer.issue(AUDIENCE, 1, validity));
        }
    }

    @Test
    void aClockWithoutTenDigitsIssuesNothing() {
        now.set(Instant.ofEpochSecond(999_999_999).minus(VALIDITY));
        assertThatIllegalArgumentException().isThrownBy(() -> issuer.issue(AUDIENCE, 1, VALIDITY));
        now.set(Instant.ofEpochSecond(1_000_000_000).minus(VALIDITY));
        assertThat(issuer.issue(AUDIENCE, 1, VALIDITY).salt()).endsWith("=1000000000&");
        now.set(Instant.ofEpochSecond(9_999_999_999L).minus(VALIDITY));
        assertThat(issuer.issue(AUDIENCE, 1, VALIDITY).salt()).endsWith("=9999999999&");
        now.set(Instant.ofEpochSecond(10_000_000_000L).minus(VALIDITY));
        assertThatIllegalArgumentException().isThrownBy(() -> issuer.issue(AUDIENCE, 1, VALIDITY));
    }

    private static SolvedPayload solve(Challenge issued) {
        for (long number = 0; number < issued.maxNumber(); number++) {
            if (SolvedPayload.sha256Hex(issued.salt() + number).equals(issued.challenge())) {
                return new SolvedPayload(
                        issued.challenge(),
                        Long.toString(number),
                        issued.salt(),
                        issued.signature());
            }
        }
        throw new AssertionError("no number below N solves the challenge");
    }
}
