package org.rempart.gateway.http.page;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The countries of ISO 3166-1 as a language calls them, in its alphabetical order.
final class Countries {
    private Countries() {}

    static List<Country> in(Language language) {
        return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
                .map(code ->
                        new Country(code, Locale.of("", code).getDisplayCountry(language.locale())))
                .sorted(
                        Comparator.comparing(
                                Country::name, Collator.getInstance(language.locale())::compare))
                .toList();
    }
}
