package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class SipHashTest {
    /// SipHash-c-d of any bytes, word for word as section 2 of the paper has it.
    private static long sipHash(int c, int d, long k0, long k1, byte[] message) {
        long[] v = {
            k0 ^ 0x736f6d6570736575L,
            k1 ^ 0x646f72616e646f6dL,
            k0 ^ 0x6c7967656e657261L,
            k1 ^ 0x7465646279746573L
        };
        ByteBuffer words =
                ByteBuffer.allocate((message.length / 8 + 1) * 8).order(ByteOrder.LITTLE_ENDIAN);
        words.put(message).put(words.capacity() - 1, (byte) message.length).rewind();
        while (words.hasRemaining()) {
            long word = words.getLong();
            v[3] ^= word;
            rounds(v, c);
            v[0] ^= word;
        }
        v[2] ^= 0xff;
        rounds(v, d);
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private static void rounds(long[] v, int rounds) {
        for (int i = 0; i < rounds; i++) {
            v[0] += v[1];
            v[1] = Long.rotateLeft(v[1], 13);
            v[1] ^= v[0];
            v[0] = Long.rotateLeft(v[0], 32);
            v[2] += v[3];
            v[3] = Long.rotateLeft(v[3], 16);
            v[3] ^= v[2];
            v[0] += v[3];
            v[3] = Long.rotateLeft(v[3], 21);
            v[3] ^= v[0];
            v[2] += v[1];
            v[1] = Long.rotateLeft(v[1], 17);
            v[1] ^= v[2];
            v[2] = Long.rotateLeft(v[2], 32);
        }
    }

    @Test
    void theReferenceGivesTheExampleOfThePaper() {
        byte[] message = new byte[15];
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) i;
        }
        assertThat(sipHash(2, 4, 0x0706050403020100L, 0x0f0e0d0c0b0a0908L, message))
                .isEqualTo(0xa129ca6149be45e5L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void threeWordsAreHashedAsTheReferenceHashesTheirBytes(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 1_000; i++) {
            SipHash hash = SipHash.keyedBy(random);
            long a = random.nextLong();
            long b = random.nextLong();
            long c = random.nextLong();
            byte[] message =
                    ByteBuffer.allocate(24)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(a)
                            .putLong(b)
                            .putLong(c)
                            .array();
            assertThat(hash.hash(a, b, c)).isEqualTo(sipHash(1, 3, hash.k0(), hash.k1(), message));
        }
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(new SipHash(123_456_789, 2)).hasToString("SipHash");
    }
}
