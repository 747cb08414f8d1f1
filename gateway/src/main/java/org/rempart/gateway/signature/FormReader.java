package org.rempart.gateway.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.signature.FormRead.Malformed;
import org.rempart.gateway.signature.FormRead.Unsupported;

/// Reads a form from the body of a request: strictly, so that one body means one thing to
/// everybody, and in bounded time and memory.
///
/// Fields it does not know are ignored. Never throws, whatever the body holds. Safe for use by many
/// threads.
public final class FormReader {
    /// Bytes of the longest body: 200 characters of name, 254 octets of address and 400 of
    /// challenge leave room even when all is written in escapes of six.
    public static final int BODY_BYTES_MAX = 4096;

    private static final Malformed TOO_LONG =
            new Malformed("The body is longer than %d bytes.".formatted(BODY_BYTES_MAX));
    private static final Malformed NOT_UTF8 = new Malformed("The body is not UTF-8.");
    private static final Malformed NUL = new Malformed("The body holds a NUL character.");

    private final JsonForm json = new JsonForm();

    /// Reads a body.
    ///
    /// @param contentType the media type it came with, null when it came with none
    public FormRead read(byte[] body, @Nullable String contentType) {
        MediaType type = MediaType.of(contentType);
        if (type == MediaType.UNSUPPORTED) {
            return new Unsupported();
        }
        if (body.length > BODY_BYTES_MAX) {
            return TOO_LONG;
        }
        String text = new String(body, UTF_8);
        // the replacement character stands for bytes that are not UTF-8; sent as such, it is left
        // over from text that was damaged before it came here, and nobody's name
        if (text.indexOf('\uFFFD') >= 0) {
            return NOT_UTF8;
        }
        if (text.indexOf('\0') >= 0) {
            return NUL;
        }
        return switch (type) {
            case JSON -> json.read(text);
            case FORM -> UrlEncodedForm.read(text);
            case UNSUPPORTED -> new Unsupported();
        };
    }
}
