package org.rempart.gateway.source;

import org.jspecify.annotations.Nullable;

/// How a proxy names the one it got a request from: `192.0.2.60`, `192.0.2.60:47011`,
/// `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:47011` (RFC 7239 section 6; the form without
/// brackets is found in `X-Forwarded-For` only).
final class ForwardedNode {
    private static final int PORT_DIGITS_MAX = 5;
    private static final int PORT_MAX = 65_535;

    private ForwardedNode() {}

    /// The address; null when there is none: `unknown`, an obfuscated identifier such as `_hidden`,
    /// or nothing that can be read.
    static @Nullable Source source(String node) {
        if (node.startsWith("[")) {
            int bracket = node.indexOf(']');
            if (bracket < 0 || !isPortOrNothing(node, bracket + 1)) {
                return null;
            }
            String address = node.substring(1, bracket);
            return address.indexOf(':') < 0 ? null : Source.parse(address);
        }
        int colon = node.indexOf(':');
        if (colon >= 0 && node.indexOf(':', colon + 1) < 0) {
            return isPortOrNothing(node, colon) ? Source.parse(node.substring(0, colon)) : null;
        }
        return Source.parse(node);
    }

    private static boolean isPortOrNothing(String node, int from) {
        if (from == node.length()) {
            return true;
        }
        if (node.charAt(from) != ':' || from + 1 == node.length()) {
            return false;
        }
        return node.charAt(from + 1) == '_' ? isObfuscated(node, from + 2) : isPort(node, from + 1);
    }

    private static boolean isPort(String node, int from) {
        if (node.length() - from > PORT_DIGITS_MAX) {
            return false;
        }
        int port = 0;
        for (int i = from; i < node.length(); i++) {
            char c = node.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = port * 10 + (c - '0');
        }
        return port <= PORT_MAX;
    }

    private static boolean isObfuscated(String node, int from) {
        for (int i = from; i < node.length(); i++) {
            char c = node.charAt(i);
            boolean letterOrDigit =
                    (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letterOrDigit && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return from < node.length();
    }
}
