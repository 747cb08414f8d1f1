package org.rempart.gateway.signature;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Set;

/// A country by its ISO 3166-1 alpha-2 code, as the JDK lists them: neither reserved codes (EU, UK)
/// nor those in private use (XK).
final class Country {
    private static final Set<String> CODES =
            Set.copyOf(Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2));

    private Country() {}

    /// The code in upper case; null when it is none.
    static @Nullable String code(String raw) {
        String code = WhiteSpace.trim(raw);
        if (code.length() != 2) {
            return null;
        }
        String upper = code.toUpperCase(Locale.ROOT);
        return CODES.contains(upper) ? upper : null;
    }
}
