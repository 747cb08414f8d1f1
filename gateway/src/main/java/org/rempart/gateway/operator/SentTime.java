package org.rempart.gateway.operator;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/// A time as an operator writes it (RFC 3339).
final class SentTime {
    /// Years of four digits, as RFC 3339 writes them, that a petition can live in.
    private static final Instant LEAST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("3000-01-01T00:00:00Z");

    private SentTime() {}

    /// Null when it is none, or out of that range.
    static @Nullable Instant read(@Nullable Object value) {
        if (value instanceof String text) {
            try {
                Instant time = OffsetDateTime.parse(text).toInstant();
                return time.isBefore(LEAST) || !time.isBefore(END) ? null : time;
            } catch (DateTimeParseException _) {
                return null;
            }
        }
        return null;
    }
}
