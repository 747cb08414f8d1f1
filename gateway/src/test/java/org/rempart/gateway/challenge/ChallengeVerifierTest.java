package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.rempart.gateway.challenge.Verification.Refused.EXPIRED;
import static org.rempart.gateway.challenge.Verification.Refused.FORGED;
import static org.rempart.gateway.challenge.Verification.Refused.UNSOLVED;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class ChallengeVerifierTest {
    private static final byte[] KEY = "example-hmac-secret".getBytes(US_ASCII);
    private static final byte[] PREVIOUS = "the previous secret".getBytes(US_ASCII);
    private static final byte[] NEXT = "the next secret".repeat(2).getBytes(US_ASCII);
    private static final byte[] STRANGER = "a stranger's secret".getBytes(US_ASCII);
    private static final long CEILING = 32_000_000;
    private static final Instant EXPIRES_AT = Instant.ofEpochSecond(1_893_456_000);
    private static final Instant REFUSED_FROM = Instant.ofEpochSecond(1_893_456_030);
    private static final SolvedPayload HONEST =
            SolvedPayload.of(KEY, 123_456, EXPIRES_AT.getEpochSecond());

    private final AtomicReference<ChallengeKeys> keys =
            new AtomicReference<>(ChallengeKeys.of(KEY, List.of(NEXT, PREVIOUS)));
    private final AtomicReference<Instant> now =
            new AtomicReference<>(EXPIRES_AT.minus(Duration.ofMinutes(1)));
    private final InstantSource clock = now::get;
    private final ChallengeVerifier verifier =
            new ChallengeVerifier(keys::get, clock, CEILING, ChallengeVerifier.CLOCK_SKEW_MAX);

    @Test
    void theCheckedExampleIsSolved() {
        SolvedPayload example =
                new SolvedPayload(
                        "6c04c2e7b66fbaa20250da3445f9a221837ba9cce9498e53312aa6bb31ee1d51",
                        "123456",
                        "c0ffee00c0ffee00c0ffee00?expires=1893456000&form=petition-42&",
                        "1ff236f09703cf24832d3107d08740d13b2f5407e72f7c1dd99f95e18adb1453");

        assertThat(verifier.verify(example.payload())).isEqualTo(solved(example));
    }

    @Test
    void anHonestSolutionTellsItsChallengeAndItsExpiry() {
        assertThat(verifier.verify(HONEST.payload()))
                .isEqualTo(
                        new Verification.Solved(
                                ChallengeId.of(HexFormat.of().parseHex(HONEST.challenge())),
                                REFUSED_FROM,
                                HexFormat.fromHexDigitsToLong(HONEST.salt().substring(0, 16)),
                                HexFormat.fromHexDigits(HONEST.salt().substring(16, 24))));
    }

    @Test
    void aVerifierKeepsNothingOfOnePayloadForTheNext() {
        SolvedPayload other = SolvedPayload.of(KEY, 9, EXPIRES_AT.getEpochSecond());

        assertThat(verifier.verify(HONEST.payload())).isEqualTo(solved(HONEST));
        assertThat(verifier.verify("")).isEqualTo(FORGED);
        assertThat(verifier.verify(other.payload())).isEqualTo(solved(other));
        assertThat(verifier.verify(HONEST.withNumber("1").payload())).isEqualTo(UNSOLVED);
        assertThat(verifier.verify(HONEST.payload())).isEqualTo(solved(HONEST));
    }

    @Test
    void theAnnouncedAndThePreviousKeyAreAccepted() {
        for (byte[] key : List.of(NEXT, PREVIOUS)) {
            SolvedPayload posted = SolvedPayload.of(key, 7, EXPIRES_AT.getEpochSecond());
            assertThat(verifier.verify(posted.payload())).isEqualTo(solved(posted));
        }
    }

    @Test
    void aStrangersKeyIsForged() {
        SolvedPayload posted = SolvedPayload.of(STRANGER, 7, EXPIRES_AT.getEpochSecond());

        assertThat(verifier.verify(posted.payload())).isEqualTo(FORGED);
    }

    @Test
    void aRetiredKeyIsForgedFromTheNextPayloadOn() {
        assertThat(verifier.verify(HONEST.payload())).isEqualTo(solved(HONEST));

        keys.set(ChallengeKeys.of(NEXT, List.of()));

        assertThat(verifier.verify(HONEST.payload())).isEqualTo(FORGED);
        SolvedPayload posted = SolvedPayload.of(NEXT, 7, EXPIRES_AT.getEpochSecond());
        assertThat(verifier.verify(posted.payload())).isEqualTo(solved(posted));
    }

    @Test
    void aSolutionIsRefusedOnceClocksCannotBeTheReasonAndNotBefore() {
        now.set(EXPIRES_AT);
        assertThat(verifier.verify(HONEST.payload())).isEqualTo(solved(HONEST));

        now.set(REFUSED_FROM.minusMillis(1));
        assertThat(verifier.verify(HONEST.payload())).isEqualTo(solved(HONEST));

        now.set(REFUSED_FROM);
        assertThat(verifier.verify(HONEST.payload())).isEqualTo(EXPIRED);

        now.set(REFUSED_FROM.plusMillis(1));
        assertThat(verifier.verify(HONEST.payload())).isEqualTo(EXPIRED);
    }

    @Test
    void whereChallengesLiveShortlySoDoesTheAllowance() {
        assertThat(ChallengeVerifier.clockSkew(Duration.ofHours(1)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(ChallengeVerifier.clockSkew(Duration.ofMinutes(10)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(ChallengeVerifier.clockSkew(Duration.ofSeconds(12)))
                .isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void aNumberThatDoesNotHashToTheChallengeIsUnsolved() {
        assertThat(verifier.verify(HONEST.withNumber("123455").payload())).isEqualTo(UNSOLVED);
        assertThat(verifier.verify(HONEST.withNumber("123457").payload())).isEqualTo(UNSOLVED);
        assertThat(verifier.verify(HONEST.withNumber("0").payload())).isEqualTo(UNSOLVED);
    }

    @Test
    void theSignatureIsAskedForBeforeTheExpiryAndTheExpiryBeforeTheWork() {
        now.set(REFUSED_FROM.plusSeconds(1));

        String otherSignature = HONEST.signature().replace('0', '1');
        assertThat(verifier.verify(HONEST.withSignature(otherSignature).payload()))
                .isEqualTo(FORGED);
        assertThat(verifier.verify(HONEST.withNumber("1").payload())).isEqualTo(EXPIRED);
    }

    @Test
    void theNumberMayReachTheCeilingAndNotPassIt() {
        for (long number : new long[] {0, CEILING - 1, CEILING}) {
            SolvedPayload posted = SolvedPayload.of(KEY, number, EXPIRES_AT.getEpochSecond());
            assertThat(verifier.verify(posted.payload())).isEqualTo(solved(posted));
        }
        SolvedPayload above = SolvedPayload.of(KEY, CEILING + 1, EXPIRES_AT.getEpochSecond());
        assertThat(verifier.verify(above.payload())).isEqualTo(FORGED);
    }

    @Test
    void aNumberBeyondEveryIntegerIsForged() {
        for (String number :
                List.of(
                        "9".repeat(18),
                        "9".repeat(19),
                        "18446744073709675072", // 2^64 + 123456
                        "9".repeat(100))) {
            assertThat(verifier.verify(HONEST.withNumber(number).payload())).isEqualTo(FORGED);
        }
    }

    @Test
    void theCeilingHasLimitsOfItsOwn() {
        for (long ceiling : new long[] {1, ChallengeIssuer.MAX_NUMBER_LIMIT}) {
            assertThat(
                            new ChallengeVerifier(
                                            keys::get,
                                            clock,
                                            ceiling,
                                            ChallengeVerifier.CLOCK_SKEW_MAX)
                                    .verify(""))
                    .isEqualTo(FORGED);
        }
        for (long ceiling : new long[] {0, ChallengeIssuer.MAX_NUMBER_LIMIT + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new ChallengeVerifier(
                                    keys::get, clock, ceiling, ChallengeVerifier.CLOCK_SKEW_MAX));
        }
    }

    private static Verification solved(SolvedPayload posted) {
        return new Verification.Solved(
                ChallengeId.of(HexFormat.of().parseHex(posted.challenge())),
                REFUSED_FROM,
                HexFormat.fromHexDigitsToLong(posted.salt().substring(0, 16)),
                HexFormat.fromHexDigits(posted.salt().substring(16, 24)));
    }
}
