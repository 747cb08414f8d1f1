package org.rempart.gateway.challenge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.altcha.altcha.Altcha;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a challenge costs the gateway, beside the least it can cost and beside `org.altcha:altcha`:
///
///     mvn -q -pl gateway test-compile exec:exec@benchmark -Dbenchmark=ChallengeVerify
///
/// `verify` has to stay within 3 times `floor` and a fifth of `verifyByOrgAltcha` of the same run.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ChallengeVerifyBenchmark {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Audience AUDIENCE = Audience.of(1);
    private static final long MAX_NUMBER = 500_000;
    private static final Duration VALIDITY = Duration.ofHours(1);

    private final ChallengeKeys oneKey = ChallengeKeys.of(bytes(KEY), List.of());
    private final ChallengeKeys threeKeys =
            ChallengeKeys.of(
                    bytes("the key that is announced already"),
                    List.of(bytes(KEY), bytes("the key that is on its way out")));
    private final SolvedPayload solved =
            SolvedPayload.of(bytes(KEY), 424_242, System.currentTimeMillis() / 1000 + 3_600);

    private final String payload = solved.payload();
    private final String ofUnknownKey =
            SolvedPayload.of(bytes("a key that is nobody's"), 424_242, 9_999_999_999L).payload();
    private final String garbage = "Zm9y".repeat(payload.length() / 4);
    private final String tooLong = "A".repeat(ChallengeVerifier.PAYLOAD_CHARS_MAX + 1);

    private final ChallengeVerifier verifier =
            new ChallengeVerifier(
                    () -> oneKey,
                    InstantSource.system(),
                    32_000_000,
                    ChallengeVerifier.CLOCK_SKEW_MAX);
    private final ChallengeVerifier verifierOfThreeKeys =
            new ChallengeVerifier(
                    () -> threeKeys,
                    InstantSource.system(),
                    32_000_000,
                    ChallengeVerifier.CLOCK_SKEW_MAX);

    private final byte[] saltAndNumber = bytes(solved.salt() + solved.number());
    private final byte[] challengeHex = bytes(solved.challenge());
    private final byte[] challenge = HexFormat.of().parseHex(solved.challenge());
    private final byte[] signature = HexFormat.of().parseHex(solved.signature());
    private final MessageDigest sha256 = Primitives.sha256();
    private final Mac hmac = Primitives.hmacSha256(new SecretKeySpec(bytes(KEY), "HmacSHA256"));

    private final ChallengeIssuer issuer =
            new ChallengeIssuer(() -> oneKey, new SecureRandom(), InstantSource.system());
    private final ChallengeIssuer issuerWithDrbg =
            new ChallengeIssuer(() -> oneKey, drbg(), InstantSource.system());

    @Benchmark
    public boolean floor() {
        hmac.update(challengeHex);
        if (!MessageDigest.isEqual(hmac.doFinal(), signature)) {
            return false;
        }
        sha256.update(saltAndNumber);
        return MessageDigest.isEqual(sha256.digest(), challenge);
    }

    @Benchmark
    public Verification verify() {
        return verifier.verify(payload);
    }

    @Benchmark
    public Verification verifyWithTheSecondOfThreeKeys() {
        return verifierOfThreeKeys.verify(payload);
    }

    @Benchmark
    public boolean verifyByOrgAltcha() throws Exception {
        return Altcha.verifySolution(payload, KEY, true);
    }

    @Benchmark
    public Verification refuseAnUnknownKey() {
        return verifier.verify(ofUnknownKey);
    }

    @Benchmark
    public Verification refuseAnUnknownKeyWithThreeKeys() {
        return verifierOfThreeKeys.verify(ofUnknownKey);
    }

    @Benchmark
    public Verification refuseGarbage() {
        return verifier.verify(garbage);
    }

    @Benchmark
    public Verification refuseTooLong() {
        return verifier.verify(tooLong);
    }

    @Benchmark
    public byte[] issue() {
        return issuer.issue(AUDIENCE, MAX_NUMBER, VALIDITY).toJson();
    }

    @Benchmark
    public byte[] issueWithDrbg() {
        return issuerWithDrbg.issue(AUDIENCE, MAX_NUMBER, VALIDITY).toJson();
    }

    @Benchmark
    public Altcha.Challenge createByOrgAltcha() throws Exception {
        return Altcha.createChallenge(
                new Altcha.ChallengeOptions()
                        .setMaxNumber(MAX_NUMBER)
                        .setHmacKey(KEY)
                        .setSecureRandomNumber(true)
                        .setExpiresInSeconds(VALIDITY.toSeconds()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static SecureRandom drbg() {
        try {
            return SecureRandom.getInstance("DRBG");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
