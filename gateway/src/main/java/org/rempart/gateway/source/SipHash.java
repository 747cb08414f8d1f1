package org.rempart.gateway.source;

import java.util.random.RandomGenerator;

/// SipHash-1-3 of three words (Aumasson and Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT
/// 2012; one compression and three finalisation rounds, as hash tables use it): who does not know
/// the key cannot choose inputs that meet in one place of a table.
///
/// @param k0 the first half of the key
/// @param k1 the second half
record SipHash(long k0, long k1) {
    /// The length of what is hashed, 24 bytes, in the top byte of the last word.
    private static final long LENGTH = 24L << 56;

    static SipHash keyedBy(RandomGenerator random) {
        return new SipHash(random.nextLong(), random.nextLong());
    }

    long hash(long a, long b, long c) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        for (int i = 0; i < 7; i++) {
            long word =
                    switch (i) {
                        case 0 -> a;
                        case 1 -> b;
                        case 2 -> c;
                        case 3 -> LENGTH;
                        default -> 0;
                    };
            if (i == 4) {
                v2 ^= 0xff;
            }
            v3 ^= word;
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /// The key is a secret.
    @Override
    public String toString() {
        return "SipHash";
    }
}
