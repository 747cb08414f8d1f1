package org.rempart.gateway.challenge;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// Whom a challenge is issued for: a petition and, where challenges are bound to their source, a
/// network. What one audience has solved buys nothing for another.
///
/// A challenge carries its audience as a tag of 32 bits in its salt, made with the salt's random
/// part. The salt is hashed into the challenge, which is signed, so nobody can choose a tag; one
/// that was issued for another audience fits by a chance of 1 to 2^32. The tag takes the place of
/// random bits, because a longer salt would cost honest solvers a second SHA-256 block.
///
/// @param networkHigh first 64 bits of the network, 0 with `networkLow` for any
public record Audience(long petition, long networkHigh, long networkLow) {
    private static final int TAGGED_BYTES = 4 * Long.BYTES;

    /// Whoever signs that petition, wherever from.
    public static Audience of(long petition) {
        return new Audience(petition, 0, 0);
    }

    int tag(long random, MessageDigest sha256) {
        byte[] tagged =
                ByteBuffer.allocate(TAGGED_BYTES)
                        .putLong(random)
                        .putLong(petition)
                        .putLong(networkHigh)
                        .putLong(networkLow)
                        .array();
        return ByteBuffer.wrap(sha256.digest(tagged)).getInt();
    }

    /// Nothing of a source.
    @Override
    public String toString() {
        return "Audience[petition " + petition + "]";
    }
}
