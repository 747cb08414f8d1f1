package org.rempart.gateway.challenge;

import java.time.Instant;
import java.util.HexFormat;

/// The salt of an issued challenge: 24 lower-case hex characters, `?expires=`, ten digits, `&`.
///
/// The closing `&` keeps salt and number apart. Without it digits could be moved from one to the
/// other, which changes the expiry but not the hash (CVE-2025-68113).
final class Salt {
    static final int RANDOM_BYTES = 12;
    static final int RANDOM_HEX_CHARS = 2 * RANDOM_BYTES;
    static final String EXPIRES = "?expires=";

    /// Every instant from 2001-09-09 to 2286-11-20 has ten digits.
    static final int EXPIRES_DIGITS = 10;

    static final long EXPIRES_S_MIN = 1_000_000_000L;
    static final long EXPIRES_S_MAX = 9_999_999_999L;

    static final char CLOSING = '&';

    static final int ISSUED_BYTES = RANDOM_HEX_CHARS + EXPIRES.length() + EXPIRES_DIGITS + 1;

    private Salt() {}

    /// A salt from its two variable parts.
    ///
    /// @throws IllegalArgumentException when the expiry does not have ten digits
    static String of(byte[] random, Instant expiresAt) {
        long expiresS = expiresAt.getEpochSecond();
        if (expiresS < EXPIRES_S_MIN || expiresS > EXPIRES_S_MAX) {
            throw new IllegalArgumentException("no challenge can expire at " + expiresAt);
        }
        return HexFormat.of().formatHex(random) + EXPIRES + expiresS + CLOSING;
    }
}
