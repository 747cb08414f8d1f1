package org.rempart.gateway.signature;

import org.jspecify.annotations.Nullable;

/// Collects the fields of one form while it is read, whatever it is written in. One thread, one
/// form; the reader sees to it that no name comes twice.
final class FormFields {
    private @Nullable String name;
    private @Nullable String email;
    private @Nullable String country;
    private @Nullable String postcode;
    private @Nullable String altcha;
    private boolean consent;
    private boolean isPublic;
    private boolean updates;

    /// What a field of this name holds.
    enum Kind {
        TEXT,
        FLAG,
        UNKNOWN
    }

    static Kind kind(String field) {
        return switch (field) {
            case "name", "email", "country", "postcode", "altcha" -> Kind.TEXT;
            case "consent", "public", "updates" -> Kind.FLAG;
            default -> Kind.UNKNOWN;
        };
    }

    void text(String field, String value) {
        switch (field) {
            case "name" -> name = value;
            case "email" -> email = value;
            case "country" -> country = value;
            case "postcode" -> postcode = value;
            case "altcha" -> altcha = value;
            default -> throw new IllegalArgumentException("no text");
        }
    }

    void flag(String field, boolean value) {
        switch (field) {
            case "consent" -> consent = value;
            case "public" -> isPublic = value;
            case "updates" -> updates = value;
            default -> throw new IllegalArgumentException("no flag");
        }
    }

    FormRead.Read read() {
        return new FormRead.Read(
                new SignatureForm(
                        name, email, country, postcode, consent, isPublic, updates, altcha));
    }

    /// True for Unicode text without a NUL, which PostgreSQL cannot hold, and without half of a
    /// surrogate pair, which UTF-8 cannot.
    static boolean isText(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\0') {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < value.length()
                                && Character.isLowSurrogate(value.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
