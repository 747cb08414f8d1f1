package org.rempart.gateway.challenge;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HexFormat;

/// What single use is keyed on: the 32 bytes of a challenge itself. A payload can be written in
/// many ways, its challenge in one.
///
/// Ids are ordered as unsigned bytes, as PostgreSQL orders `bytea`, so that a batch sorted here is
/// sorted there. Immutable.
public final class ChallengeId implements Comparable<ChallengeId> {
    public static final int BYTES = Primitives.DIGEST_BYTES;

    private final byte[] bytes;

    private ChallengeId(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The id of a challenge whose bytes these are; they are copied.
    ///
    /// @throws IllegalArgumentException when there are not [#BYTES] bytes
    public static ChallengeId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "a challenge has " + BYTES + " bytes, not " + bytes.length);
        }
        return new ChallengeId(bytes.clone());
    }

    /// A copy.
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(ChallengeId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChallengeId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The 64 lower-case hex characters of the wire format.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
