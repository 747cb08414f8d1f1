package org.rempart.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/// What a client says it has already: `If-None-Match` (RFC 9110, section 13.1.2).
final class EntityTags {
    private static final char QUOTE = '"';
    private static final String WEAK = "W/";

    private EntityTags() {}

    /// Whether the client has what `etag` is the tag of. Tags are compared weakly, as that section
    /// wants; what cannot be understood matches nothing.
    ///
    /// @param etag as it is sent: strong or weak, quotation marks included
    static boolean match(MultiMap headers, String etag) {
        String first = headers.get(HttpHeaders.IF_NONE_MATCH);
        if (first == null) {
            return false;
        }
        if (first.equals(etag)) {
            return true;
        }
        String opaque = etag.startsWith(WEAK) ? etag.substring(WEAK.length()) : etag;
        for (String line : headers.getAll(HttpHeaders.IF_NONE_MATCH)) {
            if (matches(line, opaque)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the value of one `If-None-Match`, `*` or a list, names that tag.
    ///
    /// @param etag a strong tag, or what a weak one has behind `W/`
    static boolean matches(String value, String etag) {
        if (value.strip().equals("*")) {
            return true;
        }
        int at = 0;
        while (true) {
            at = afterSeparators(value, at);
            if (value.startsWith(WEAK, at)) {
                at += WEAK.length();
            }
            if (at >= value.length() || value.charAt(at) != QUOTE) {
                return false;
            }
            int close = value.indexOf(QUOTE, at + 1);
            if (close < 0) {
                return false;
            }
            int length = close + 1 - at;
            if (length == etag.length() && value.startsWith(etag, at)) {
                return true;
            }
            at = close + 1;
            if (at < value.length() && !isSeparator(value.charAt(at))) {
                return false;
            }
        }
    }

    private static int afterSeparators(String value, int from) {
        int at = from;
        while (at < value.length() && isSeparator(value.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSeparator(char character) {
        return character == ',' || character == ' ' || character == '\t';
    }
}
