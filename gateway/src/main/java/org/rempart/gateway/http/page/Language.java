package org.rempart.gateway.http.page;

import java.util.Locale;

/// A language the pages are written in.
public enum Language {
    EN(Locale.ENGLISH, "English"),
    FR(Locale.FRENCH, "Français");

    private final Locale locale;
    private final String ownName;

    Language(Locale locale, String ownName) {
        this.locale = locale;
        this.ownName = ownName;
    }

    /// The tag for `lang`, `hreflang` and `Content-Language`.
    public String tag() {
        return locale.getLanguage();
    }

    /// Its name as its speakers write it.
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return locale;
    }

    /// Whether `count` things take the singular, by the plural rules of the Unicode CLDR.
    boolean takesSingular(long count) {
        return switch (this) {
            case EN -> count == 1;
            case FR -> count < 2;
        };
    }
}
