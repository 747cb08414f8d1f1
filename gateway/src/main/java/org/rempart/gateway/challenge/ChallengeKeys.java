package org.rempart.gateway.challenge;

import java.util.List;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

/// A snapshot of the HMAC keys: the one that new challenges are signed with, and all those whose
/// challenges are still accepted (the next one, already announced to the other gateways, and the
/// previous one, until its last challenge has expired).
///
/// Immutable and safe to share between threads. A rotation is a new snapshot; issuers and verifiers
/// notice it by its identity, so a supplier hands out the same object until something has changed.
/// No key is ever part of a string or of an error message.
public final class ChallengeKeys {
    /// Shorter keys are within reach of guessing: 128 bits.
    public static final int KEY_BYTES_MIN = 16;

    /// HMAC-SHA-256 hashes longer keys down before it uses them (RFC 2104), which gains nothing.
    public static final int KEY_BYTES_MAX = 64;

    /// A forged solution costs one HMAC for each accepted key: previous, current, next and one to
    /// spare.
    public static final int ACCEPTED_MAX = 4;

    private final List<SecretKeySpec> accepted;

    private ChallengeKeys(List<SecretKeySpec> accepted) {
        this.accepted = accepted;
    }

    /// A snapshot of at least one key.
    ///
    /// @param issuing the key new challenges are signed with; it is accepted too, and tried first
    /// @param alsoAccepted further keys, tried in this order
    /// @throws IllegalArgumentException when a key is shorter than [#KEY_BYTES_MIN] or longer than
    ///   [#KEY_BYTES_MAX] bytes, or when there are more than [#ACCEPTED_MAX] in all
    public static ChallengeKeys of(byte[] issuing, List<byte[]> alsoAccepted) {
        if (alsoAccepted.size() >= ACCEPTED_MAX) {
            throw new IllegalArgumentException("more than " + ACCEPTED_MAX + " challenge keys");
        }
        return new ChallengeKeys(
                Stream.concat(Stream.of(issuing), alsoAccepted.stream())
                        .map(ChallengeKeys::prepared)
                        .toList());
    }

    private static SecretKeySpec prepared(byte[] key) {
        if (key.length < KEY_BYTES_MIN || key.length > KEY_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a challenge key has %d to %d bytes, not %d"
                            .formatted(KEY_BYTES_MIN, KEY_BYTES_MAX, key.length));
        }
        return new SecretKeySpec(key, Primitives.HMAC_SHA_256);
    }

    SecretKeySpec issuing() {
        return accepted.getFirst();
    }

    List<SecretKeySpec> accepted() {
        return accepted;
    }

    @Override
    public String toString() {
        return "ChallengeKeys[accepted=" + accepted.size() + "]";
    }
}
