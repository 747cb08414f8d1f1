package org.rempart.gateway.challenge;

import java.util.Arrays;

/// Decodes standard base64 (RFC 4648, section 4) in its one canonical form: padded, without white
/// space, and with the bits that padding leaves over all zero. The JDK's decoder accepts a missing
/// padding and any such bits, and refuses the rest by a costly exception.
final class CanonicalBase64 {
    /// The answer when the text is not canonical.
    static final int REFUSED = -1;

    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// Value of each character, negative for those outside the alphabet. Negative stays negative
    /// when shifted and or-ed, so one test finds a bad one among four.
    private static final int[] VALUES = values();

    private CanonicalBase64() {}

    private static int[] values() {
        int[] values = new int[128];
        Arrays.fill(values, -1);
        for (int value = 0; value < ALPHABET.length(); value++) {
            values[ALPHABET.charAt(value)] = value;
        }
        return values;
    }

    /// Decodes a whole text.
    ///
    /// @param into has room for three bytes for every four characters; what is in it after a
    ///   refusal is undefined
    /// @return how many bytes were written, or [#REFUSED]
    static int decode(String text, byte[] into) {
        int chars = text.length();
        if (chars == 0 || chars % 4 != 0) {
            return REFUSED;
        }
        int last = chars - 4;
        int to = 0;
        for (int from = 0; from < last; from += 4) {
            int bits =
                    value(text.charAt(from)) << 18
                            | value(text.charAt(from + 1)) << 12
                            | value(text.charAt(from + 2)) << 6
                            | value(text.charAt(from + 3));
            if (bits < 0) {
                return REFUSED;
            }
            into[to] = (byte) (bits >> 16);
            into[to + 1] = (byte) (bits >> 8);
            into[to + 2] = (byte) bits;
            to += 3;
        }
        return decodeLast(text, last, into, to);
    }

    private static int decodeLast(String text, int from, byte[] into, int to) {
        int padding = text.charAt(from + 3) != '=' ? 0 : text.charAt(from + 2) != '=' ? 1 : 2;
        int bits =
                value(text.charAt(from)) << 18
                        | value(text.charAt(from + 1)) << 12
                        | (padding == 2 ? 0 : value(text.charAt(from + 2)) << 6)
                        | (padding >= 1 ? 0 : value(text.charAt(from + 3)));
        int leftOver = bits & ((1 << (8 * padding)) - 1);
        if (bits < 0 || leftOver != 0) {
            return REFUSED;
        }
        for (int i = 0; i < 3 - padding; i++) {
            into[to + i] = (byte) (bits >> (16 - 8 * i));
        }
        return to + 3 - padding;
    }

    private static int value(char c) {
        return c < VALUES.length ? VALUES[c] : -1;
    }
}
