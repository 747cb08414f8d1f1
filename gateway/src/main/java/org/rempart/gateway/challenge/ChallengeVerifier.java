package org.rempart.gateway.challenge;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Supplier;

import javax.crypto.Mac;

/// Checks posted solutions, cheapest question first: size, shape, HMAC, expiry, and last the hash
/// of salt and number. Digests are compared in constant time.
///
/// Not thread-safe, because it reuses its buffers, its digest and its MACs: one for each event
/// loop, without a lock anywhere.
public final class ChallengeVerifier {
    /// Longer payloads are refused unread.
    public static final int PAYLOAD_CHARS_MAX = PostedSolution.PAYLOAD_CHARS_MAX;

    /// How long after its expiry a challenge is still accepted, and so by how much two gateways'
    /// clocks, or one's before and after a fail-over, may differ without refusing a fresh one. They
    /// agree to within a round trip to the database; on its own a clock drifts by 0.7 s an hour;
    /// hosts of a database that keep time at all are seconds apart.
    public static final Duration CLOCK_SKEW_MAX = Duration.ofSeconds(30);

    /// Of the life of a challenge, where that is short: more would be no expiry any more.
    private static final int CLOCK_SKEW_SHARE = 20;

    private final Supplier<ChallengeKeys> keys;
    private final InstantSource clock;
    private final long skewMs;
    private final PostedSolution posted;
    private final MessageDigest sha256 = Primitives.sha256();

    private ChallengeKeys prepared;
    private Mac[] hmacs;

    /// A verifier that accepts what any key of the newest snapshot signed.
    ///
    /// @param keys read once for each payload, so it should cost no more than a volatile read
    /// @param clock what expiry is judged by
    /// @param ceiling the largest number accepted: no challenge asks for more; from 1 to
    ///   [ChallengeIssuer#MAX_NUMBER_LIMIT]
    /// @param skew how long after its expiry a challenge is still accepted
    /// @throws IllegalArgumentException when the ceiling is out of its range
    public ChallengeVerifier(
            Supplier<ChallengeKeys> keys, InstantSource clock, long ceiling, Duration skew) {
        if (ceiling < 1 || ceiling > ChallengeIssuer.MAX_NUMBER_LIMIT) {
            throw new IllegalArgumentException("ceiling out of range: " + ceiling);
        }
        this.keys = keys;
        this.clock = clock;
        this.skewMs = skew.toMillis();
        this.posted = new PostedSolution(ceiling);
        ChallengeKeys first = keys.get();
        this.prepared = first;
        this.hmacs = hmacs(first);
    }

    /// The skew to allow where challenges are valid for that long.
    public static Duration clockSkew(Duration validity) {
        Duration share = validity.dividedBy(CLOCK_SKEW_SHARE);
        return share.compareTo(CLOCK_SKEW_MAX) < 0 ? share : CLOCK_SKEW_MAX;
    }

    /// Judges one payload, the value of the form field `altcha`. Never throws, whatever it holds.
    public Verification verify(String payload) {
        if (!posted.read(payload) || !isSigned()) {
            return Verification.Refused.FORGED;
        }
        long refusedFromMs = posted.expiresS() * 1000 + skewMs;
        if (clock.millis() >= refusedFromMs) {
            return Verification.Refused.EXPIRED;
        }
        if (!isSolved()) {
            return Verification.Refused.UNSOLVED;
        }
        return new Verification.Solved(
                ChallengeId.of(posted.challenge()),
                Instant.ofEpochMilli(refusedFromMs),
                hex(posted.saltFrom(), Salt.RANDOM_HEX_CHARS),
                (int) hex(posted.saltFrom() + Salt.RANDOM_HEX_CHARS, Salt.TAG_HEX_CHARS));
    }

    private boolean isSigned() {
        for (Mac hmac : hmacs()) {
            hmac.update(posted.json(), posted.challengeFrom(), Primitives.DIGEST_HEX_CHARS);
            if (MessageDigest.isEqual(hmac.doFinal(), posted.signature())) {
                return true;
            }
        }
        return false;
    }

    private boolean isSolved() {
        sha256.update(posted.json(), posted.saltFrom(), posted.saltLength());
        sha256.update(posted.json(), posted.numberFrom(), posted.numberLength());
        return MessageDigest.isEqual(sha256.digest(), posted.challenge());
    }

    private long hex(int from, int chars) {
        long value = 0;
        for (int i = from; i < from + chars; i++) {
            value = value << 4 | HexFormat.fromHexDigit(posted.json()[i]);
        }
        return value;
    }

    private Mac[] hmacs() {
        ChallengeKeys current = keys.get();
        if (current != prepared) {
            hmacs = hmacs(current);
            prepared = current;
        }
        return hmacs;
    }

    private static Mac[] hmacs(ChallengeKeys keys) {
        return keys.accepted().stream().map(Primitives::hmacSha256).toArray(Mac[]::new);
    }
}
