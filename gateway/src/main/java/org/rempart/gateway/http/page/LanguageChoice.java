package org.rempart.gateway.http.page;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The language of one answer, and whether the reader asked for it on the page (`?lang=`), in which
/// case the links of that page keep it.
public record LanguageChoice(Language language, boolean asked) {
    private static final Language DEFAULT = Language.EN;

    private static final Pattern QUALITY =
            Pattern.compile("q\\s*=\\s*(0(\\.\\d{0,3})?|1(\\.0{0,3})?)");

    /// Browsers send fewer than 100 characters; what lies beyond this many is not looked at.
    static final int HEADER_CHARACTERS_MAX = 256;

    /// The choice between `parameter`, the value of `?lang=`, and `header`, the value of
    /// `Accept-Language` (RFC 9110, section 12.5.4). What cannot be understood is passed over; when
    /// nothing is left, it is English.
    public static LanguageChoice of(@Nullable String header, @Nullable String parameter) {
        Optional<Language> asked =
                parameter == null ? Optional.empty() : languageOf(parameter.strip());
        return asked.map(language -> new LanguageChoice(language, true))
                .orElseGet(() -> new LanguageChoice(negotiated(header), false));
    }

    private static Language negotiated(@Nullable String header) {
        if (header == null) {
            return DEFAULT;
        }
        Language best = DEFAULT;
        double bestQuality = 0;
        int end = Math.min(header.length(), HEADER_CHARACTERS_MAX);
        for (int from = 0; from < end; ) {
            int comma = header.indexOf(',', from);
            int to = comma < 0 || comma > end ? end : comma;
            String range = header.substring(from, to);
            int semicolon = range.indexOf(';');
            String tag = semicolon < 0 ? range : range.substring(0, semicolon);
            double quality = semicolon < 0 ? 1 : quality(range.substring(semicolon + 1));
            Optional<Language> language = languageOf(tag.strip());
            if (language.isPresent() && quality > bestQuality) {
                best = language.get();
                bestQuality = quality;
            }
            from = to + 1;
        }
        return best;
    }

    /// `fr`, `FR` and `fr-CA` are French.
    private static Optional<Language> languageOf(String tag) {
        int hyphen = tag.indexOf('-');
        String primary = (hyphen < 0 ? tag : tag.substring(0, hyphen)).toLowerCase(Locale.ROOT);
        for (Language language : Language.values()) {
            if (language.tag().equals(primary)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /// The number in `q=0.8`, 0 when there is none: `q` takes at most three decimals.
    private static double quality(String parameter) {
        String text = parameter.strip().toLowerCase(Locale.ROOT);
        if (!QUALITY.matcher(text).matches()) {
            return 0;
        }
        return Double.parseDouble(text.substring(text.indexOf('=') + 1).strip());
    }
}
