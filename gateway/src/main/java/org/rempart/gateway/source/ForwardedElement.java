package org.rempart.gateway.source;

import org.jspecify.annotations.Nullable;

/// One element of a `Forwarded` header: `for="[2001:db8::1]:4711";proto=https;by=203.0.113.43` (RFC
/// 7239 section 4).
final class ForwardedElement {
    private ForwardedElement() {}

    /// The address in its `for`; null when there is none, when there are two, or when the element
    /// is malformed. Escapes are not undone: no address has one, and since an escaped quote does
    /// not follow a `=`, no piece of a quoted string passes for an element of its own.
    static @Nullable Source source(String element) {
        Source source = null;
        for (int from = 0; from <= element.length(); ) {
            int to = endOfPair(element, from);
            String pair = element.substring(from, to).trim();
            from = to + 1;
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String value = equals <= 0 ? null : unquoted(pair.substring(equals + 1));
            if (value == null) {
                return null;
            }
            if (equals == 3 && pair.regionMatches(true, 0, "for", 0, 3)) {
                Source named = ForwardedNode.source(value);
                if (named == null || source != null) {
                    return null;
                }
                source = named;
            }
        }
        return source;
    }

    private static int endOfPair(String element, int from) {
        boolean quoted = false;
        for (int i = from; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return element.length();
    }

    private static @Nullable String unquoted(String value) {
        int quote = value.indexOf('"');
        if (quote < 0) {
            return value;
        }
        boolean whole =
                quote == 0 && value.length() >= 2 && value.indexOf('"', 1) == value.length() - 1;
        return whole ? value.substring(1, value.length() - 1) : null;
    }
}
