package org.rempart.gateway.http.page;

/// What every page has around its own content.
///
/// @param path the page's own path, without a query
public record Frame(Messages messages, LanguageChoice choice, Assets assets, String path) {
    /// A text of the page's language.
    public String text(String key, String... values) {
        return messages.get(key, values);
    }

    /// A link to another page that keeps a language that was asked for.
    public String link(String path) {
        return choice.asked() ? path + "?lang=" + choice.language().tag() : path;
    }

    /// Whether this page is written in `language`.
    public boolean isIn(Language language) {
        return choice.language() == language;
    }
}
