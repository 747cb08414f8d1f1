package org.rempart.gateway.operator;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.SignatureReader.Position;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a page of signatures ended, as text for whoever asks for the next one: `seat.hash`, or
/// among what is held `hMICROS.receipt`.
final class PageToken {
    /// Microseconds of three hundred years: no time that the database cannot have.
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?:h(?<micros>[0-9]{1,16})|(?<seat>[0-9]{1,5}))\\.(?<rest>[\\w-]{0,86})");

    private PageToken() {}

    static String of(Position position) {
        return switch (position) {
            case Position.Held(Instant recordedAt, String receipt) ->
                    "h" + ChronoUnit.MICROS.between(Instant.EPOCH, recordedAt) + "." + receipt;
            case Position.Seated(Buffer addressHash, int seat) ->
                    seat
                            + "."
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(addressHash.getBytes());
        };
    }

    /// The first page without one; null when it is not one that a page ended with.
    static @Nullable Position read(@Nullable String token) {
        if (token == null) {
            return Position.START;
        }
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return null;
        }
        String micros = parts.group("micros");
        String rest = parts.group("rest");
        try {
            return micros == null
                    ? new Position.Seated(
                            Buffer.buffer(Base64.getUrlDecoder().decode(rest)),
                            Integer.parseInt(parts.group("seat")))
                    : new Position.Held(
                            Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS), rest);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
