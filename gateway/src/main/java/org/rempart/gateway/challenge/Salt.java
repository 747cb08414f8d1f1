package org.rempart.gateway.challenge;

import java.time.Instant;
import java.util.HexFormat;

/// The salt of an issued challenge: 24 lower-case hex characters, `?expires=`, ten digits, `&`. The
/// first 16 of the hex characters are random, the other 8 are the tag of its [Audience].
///
/// The closing `&` keeps salt and number apart. Without it digits could be moved from one to the
/// other, which changes the expiry but not the hash (CVE-2025-68113).
final class Salt {
    /// 64 random bits keep challenges apart: that any two of a billion have them in common has a
    /// chance of 1 in 37, and such two are one challenge only if their numbers agree, too.
    static final int RANDOM_HEX_CHARS = 2 * Long.BYTES;

    static final int TAG_HEX_CHARS = 2 * Integer.BYTES;
    static final int HEX_CHARS = RANDOM_HEX_CHARS + TAG_HEX_CHARS;
    static final String EXPIRES = "?expires=";

    /// Every instant from 2001-09-09 to 2286-11-20 has ten digits.
    static final int EXPIRES_DIGITS = 10;

    static final long EXPIRES_S_MIN = 1_000_000_000L;
    static final long EXPIRES_S_MAX = 9_999_999_999L;

    static final char CLOSING = '&';

    static final int ISSUED_BYTES = HEX_CHARS + EXPIRES.length() + EXPIRES_DIGITS + 1;

    private Salt() {}

    /// A salt from its variable parts.
    ///
    /// @throws IllegalArgumentException when the expiry does not have ten digits
    static String of(long random, int tag, Instant expiresAt) {
        long expiresS = expiresAt.getEpochSecond();
        if (expiresS < EXPIRES_S_MIN || expiresS > EXPIRES_S_MAX) {
            throw new IllegalArgumentException("no challenge can expire at " + expiresAt);
        }
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random) + hex.toHexDigits(tag) + EXPIRES + expiresS + CLOSING;
    }
}
