package org.rempart.gateway.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.signature.FormRead.Malformed;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/// Reads a form as a browser submits it without a script (`application/x-www-form-urlencoded`, the
/// URL standard, section 5.1), except that what the standard lets pass is malformed here: a `%`
/// without two digits, and bytes that are not UTF-8.
final class UrlEncodedForm {
    /// Fields of the longest form: ours are eight, the rest is room for those we ignore.
    static final int FIELDS_MAX = 32;

    private static final Malformed TOO_MANY =
            new Malformed("The form has more than %d fields.".formatted(FIELDS_MAX));
    private static final Malformed NOT_ENCODED =
            new Malformed("The form holds a bad percent escape, or one that is not UTF-8 text.");
    private static final Malformed TWICE = new Malformed("The form has a field twice.");

    private UrlEncodedForm() {}

    static FormRead read(String text) {
        FormFields fields = new FormFields();
        Set<String> seen = new HashSet<>();
        for (int from = 0; from < text.length(); ) {
            int ampersand = text.indexOf('&', from);
            int to = ampersand < 0 ? text.length() : ampersand;
            if (to > from) {
                if (seen.size() == FIELDS_MAX) {
                    return TOO_MANY;
                }
                int equals = text.indexOf('=', from);
                int nameEnd = equals < 0 || equals > to ? to : equals;
                String name = decoded(text.substring(from, nameEnd));
                String value = decoded(text.substring(Math.min(nameEnd + 1, to), to));
                if (name == null || value == null) {
                    return NOT_ENCODED;
                }
                if (!seen.add(name)) {
                    return TWICE;
                }
                Malformed malformed = put(name, value, fields);
                if (malformed != null) {
                    return malformed;
                }
            }
            from = to + 1;
        }
        return fields.read();
    }

    private static @Nullable Malformed put(String name, String value, FormFields fields) {
        switch (FormFields.kind(name)) {
            case TEXT -> fields.text(name, value);
            case FLAG -> {
                switch (value) {
                    case "true", "on", "1" -> fields.flag(name, true);
                    case "false", "0" -> fields.flag(name, false);
                    default -> {
                        return new Malformed(
                                "The field \"%s\" is neither true nor false.".formatted(name));
                    }
                }
            }
            case UNKNOWN -> {}
        }
        return null;
    }

    private static @Nullable String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text.replace('+', ' ');
        }
        byte[] encoded = text.getBytes(UTF_8);
        byte[] bytes = new byte[encoded.length];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            byte b = encoded[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%') {
                if (i + 2 >= encoded.length
                        || !HexFormat.isHexDigit(encoded[i + 1])
                        || !HexFormat.isHexDigit(encoded[i + 2])) {
                    return null;
                }
                b =
                        (byte)
                                (HexFormat.fromHexDigit(encoded[i + 1]) << 4
                                        | HexFormat.fromHexDigit(encoded[i + 2]));
                i += 2;
            }
            bytes[length++] = b;
        }
        String value = new String(bytes, 0, length, UTF_8);
        return value.indexOf('\uFFFD') < 0 && value.indexOf('\0') < 0 ? value : null;
    }
}
