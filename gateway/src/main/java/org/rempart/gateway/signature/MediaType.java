package org.rempart.gateway.signature;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The two media types a form may come in, both in UTF-8 only.
enum MediaType {
    JSON,
    FORM,
    UNSUPPORTED;

    /// Longer than any that is in use; what is longer is not read.
    private static final int CHARS_MAX = 256;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /// One parameter (RFC 9110 section 5.6.6).
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "[ \\t]*;[ \\t]*(?:(?<name>%s)=(?:(?<token>%s)|\"(?<quoted>[^\"\\\\]*)\"))?"
                            .formatted(TOKEN, TOKEN));

    /// Reads a `Content-Type`. A charset other than UTF-8 makes it unsupported, so does a second
    /// charset; other parameters are ignored.
    static MediaType of(@Nullable String contentType) {
        if (contentType == null || contentType.length() > CHARS_MAX) {
            return UNSUPPORTED;
        }
        int semicolon = contentType.indexOf(';');
        String essence = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        MediaType type =
                switch (essence.trim().toLowerCase(Locale.ROOT)) {
                    case "application/json" -> JSON;
                    case "application/x-www-form-urlencoded" -> FORM;
                    default -> UNSUPPORTED;
                };
        return semicolon < 0 || isUtf8(contentType.substring(semicolon).stripTrailing())
                ? type
                : UNSUPPORTED;
    }

    private static boolean isUtf8(String parameters) {
        Matcher parameter = PARAMETER.matcher(parameters);
        boolean named = false;
        int at = 0;
        while (at < parameters.length()) {
            if (!parameter.region(at, parameters.length()).lookingAt()) {
                return false;
            }
            at = parameter.end();
            if ("charset".equalsIgnoreCase(parameter.group("name"))) {
                String token = parameter.group("token");
                String charset = token != null ? token : parameter.group("quoted");
                if (named || !"utf-8".equalsIgnoreCase(charset)) {
                    return false;
                }
                named = true;
            }
        }
        return true;
    }
}
