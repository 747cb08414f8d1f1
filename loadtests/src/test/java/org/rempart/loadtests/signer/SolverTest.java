package org.rempart.loadtests.signer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

final class SolverTest {
    /// The checked example of the format's description.
    private static final Challenge EXAMPLE =
            new Challenge(
                    "SHA-256",
                    "6c04c2e7b66fbaa20250da3445f9a221837ba9cce9498e53312aa6bb31ee1d51",
                    1_000_000,
                    "c0ffee00c0ffee00c0ffee00?expires=1893456000&form=petition-42&",
                    "1ff236f09703cf24832d3107d08740d13b2f5407e72f7c1dd99f95e18adb1453");

    @Test
    void theCheckedExampleIsSolved() {
        assertThat(new Solver().solve(EXAMPLE)).hasValue(123_456);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 11, 99, 100, 999, 1_000, 65_536})
    void everyNumberOfDigitsIsCountedThrough(long number) throws Exception {
        String salt = "00?expires=1&";
        Challenge challenge =
                new Challenge("SHA-256", sha256(salt + number), 100_000, salt, "0".repeat(64));

        assertThat(new Solver().solve(challenge)).hasValue(number);
    }

    @Test
    void aNumberBeyondTheMaximumIsNotSearched() {
        Challenge challenge =
                new Challenge(
                        EXAMPLE.algorithm(),
                        EXAMPLE.challenge(),
                        123_455,
                        EXAMPLE.salt(),
                        EXAMPLE.signature());

        assertThat(new Solver().solve(challenge)).isEmpty();
    }

    @Test
    void onlyTheRightNumberSolves() {
        assertThat(new Solver().solves(EXAMPLE, 123_456)).isTrue();
        assertThat(new Solver().solves(EXAMPLE, 123_455)).isFalse();
    }

    @Test
    void theExpiryIsReadFromTheSalt() {
        assertThat(EXAMPLE.expires()).hasValue(1_893_456_000);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
