package org.rempart.loadtests.signer;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;

/// Searches upward from 0 for the number of a challenge. Salt and digits fit one SHA-256 block, so
/// a try is one block; the digits are counted up in place and nothing is allocated on the way.
///
/// Not for more than one thread.
public final class Solver {
    /// Digits of the largest long.
    private static final int DIGITS_MAX = 19;

    /// The contract's ceiling of 32 M times 64 for a dear source; more is not a gateway's
    /// challenge.
    private static final long TRIES_MAX = 2_048_000_000L;

    private final MessageDigest sha256;
    private final byte[] hash = new byte[32];

    public Solver() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Solves, or says that no number up to `maxnumber` fits. Ends early, empty, when interrupted.
    public OptionalLong solve(Challenge challenge) {
        byte[] wanted = HexFormat.of().parseHex(challenge.challenge());
        byte[] salt = challenge.salt().getBytes(StandardCharsets.UTF_8);
        byte[] input = Arrays.copyOf(salt, salt.length + DIGITS_MAX);
        int digits = 1;
        input[salt.length] = '0';
        long tries = Math.min(challenge.maxNumber(), TRIES_MAX);
        for (long number = 0; number <= tries; number++) {
            if (matches(input, salt.length + digits, wanted)) {
                return OptionalLong.of(number);
            }
            if ((number & 0xFFFF) == 0xFFFF && Thread.currentThread().isInterrupted()) {
                return OptionalLong.empty();
            }
            digits = increment(input, salt.length, digits);
        }
        return OptionalLong.empty();
    }

    /// Whether a number is the one of a challenge.
    public boolean solves(Challenge challenge, long number) {
        byte[] input = (challenge.salt() + number).getBytes(StandardCharsets.UTF_8);
        return matches(input, input.length, HexFormat.of().parseHex(challenge.challenge()));
    }

    private boolean matches(byte[] input, int length, byte[] wanted) {
        try {
            sha256.update(input, 0, length);
            sha256.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
        return Arrays.equals(hash, wanted);
    }

    private static int increment(byte[] input, int from, int digits) {
        for (int at = from + digits - 1; at >= from; at--) {
            if (input[at] != '9') {
                input[at]++;
                return digits;
            }
            input[at] = '0';
        }
        input[from] = '1';
        input[from + digits] = '0';
        return digits + 1;
    }
}
