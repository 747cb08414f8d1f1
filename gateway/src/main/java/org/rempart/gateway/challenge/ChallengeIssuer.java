package org.rempart.gateway.challenge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import javax.crypto.Mac;

/// Issues ALTCHA v1 challenges. Nothing is remembered of them: the signature is the memory.
///
/// Not thread-safe, because it reuses its digest and its MAC: one for each event loop.
public final class ChallengeIssuer {
    /// One SHA-256 block holds 64 bytes, 9 of them padding. A try that fits costs an honest solver
    /// one compression instead of two.
    static final int ONE_BLOCK_BYTES = 55;

    /// The largest N: every number below it leaves salt and digits within one block.
    public static final long MAX_NUMBER_LIMIT =
            Math.powExact(10L, ONE_BLOCK_BYTES - Salt.ISSUED_BYTES);

    /// Whoever claims single use remembers a challenge for as long as it is valid.
    public static final Duration VALIDITY_MAX = Duration.ofHours(1);

    private static final HexFormat HEX = HexFormat.of();

    private final Supplier<ChallengeKeys> keys;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final MessageDigest sha256 = Primitives.sha256();

    private ChallengeKeys prepared;
    private Mac hmac;

    /// An issuer that signs with the newest snapshot's issuing key.
    ///
    /// @param keys read once for each challenge, so it should cost no more than a volatile read
    /// @param random has to be cryptographically strong: whoever predicts it is spared the work
    /// @param clock what `expires` is reckoned by
    public ChallengeIssuer(
            Supplier<ChallengeKeys> keys, RandomGenerator random, InstantSource clock) {
        this.keys = keys;
        this.random = random;
        this.clock = clock;
        ChallengeKeys first = keys.get();
        this.prepared = first;
        this.hmac = Primitives.hmacSha256(first.issuing());
    }

    /// Issues one challenge.
    ///
    /// @param audience whom it is for
    /// @param maxNumber N: the secret number is uniform in [0, N), N from 1 to [#MAX_NUMBER_LIMIT]
    /// @param validity from now until the challenge expires, at most [#VALIDITY_MAX]; the expiry is
    ///   rounded up to a whole second
    /// @throws IllegalArgumentException when either is out of its range
    public Challenge issue(Audience audience, long maxNumber, Duration validity) {
        if (maxNumber < 1 || maxNumber > MAX_NUMBER_LIMIT) {
            throw new IllegalArgumentException("maxNumber out of range: " + maxNumber);
        }
        if (!validity.isPositive() || validity.compareTo(VALIDITY_MAX) > 0) {
            throw new IllegalArgumentException("validity out of range: " + validity);
        }
        long expiresS = Math.ceilDiv(clock.millis() + validity.toMillis(), 1000L);
        long salted = random.nextLong();
        String salt =
                Salt.of(salted, audience.tag(salted, sha256), Instant.ofEpochSecond(expiresS));
        String solved = salt + random.nextLong(maxNumber);
        String challenge = HEX.formatHex(sha256.digest(solved.getBytes(ISO_8859_1)));
        String signature = HEX.formatHex(hmac().doFinal(challenge.getBytes(ISO_8859_1)));
        return new Challenge(challenge, maxNumber, salt, signature);
    }

    private Mac hmac() {
        ChallengeKeys current = keys.get();
        if (current != prepared) {
            hmac = Primitives.hmacSha256(current.issuing());
            prepared = current;
        }
        return hmac;
    }
}
