package org.rempart.gateway.storage.journal;

import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.storage.Hold;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.SignatureRow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Signatures to keep, told apart by a number.
public final class KeptRows {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

    private KeptRows() {}

    /// The signature of this number: always the same one, with a challenge of its own.
    public static KeptRow row(int number) {
        return row(number, "content");
    }

    /// Its challenge with other content.
    public static KeptRow other(int number) {
        return row(number, "other content");
    }

    /// Those with the numbers from `first` to before `end`.
    public static List<KeptRow> rows(int first, int end) {
        return IntStream.range(first, end).mapToObj(KeptRows::row).toList();
    }

    private static KeptRow row(int number, String content) {
        return new KeptRow(
                new SignatureRow(
                        digest("challenge", number),
                        digest(content, number),
                        NOON.plusSeconds(600),
                        "receipt-" + number,
                        1 + number % 3,
                        "Zoé de la Fontaine " + number,
                        "zoe." + number + "@example.org",
                        "FR",
                        number % 2 == 0 ? "75011" : null,
                        number % 3 == 0,
                        number % 5 == 0,
                        digest("address", number),
                        digest("person", number),
                        number % 4 == 0 ? Hold.SOURCE_OVER_BUDGET : null),
                NOON.plusMillis(number),
                number % 7 == 0);
    }

    private static Buffer digest(String of, int number) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Buffer.buffer(sha256.digest((of + number).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
