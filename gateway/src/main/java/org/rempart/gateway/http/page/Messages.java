package org.rempart.gateway.http.page;

import io.vertx.core.json.JsonObject;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeSet;

/// The texts of the pages in one language.
public final class Messages {
    private static final String SCRIPT_PREFIX = "script.";

    private final Language language;
    private final ResourceBundle bundle;
    private final DateTimeFormatter dates;
    private final String forScript;

    Messages(Language language) {
        this.language = language;
        this.bundle =
                ResourceBundle.getBundle(
                        Messages.class.getPackageName() + ".messages",
                        language.locale(),
                        Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        this.dates =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(language.locale())
                        .withZone(ZoneOffset.UTC);
        JsonObject script = new JsonObject();
        for (String key : new TreeSet<>(bundle.keySet())) {
            if (key.startsWith(SCRIPT_PREFIX)) {
                script.put(key.substring(SCRIPT_PREFIX.length()), bundle.getString(key));
            }
        }
        this.forScript = script.encode();
    }

    /// The text of `key`, in which the first of `values` stands for `{0}`, and so on.
    public String get(String key, String... values) {
        String text = bundle.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i]);
        }
        return text;
    }

    /// A number with the separators of the language.
    public String number(long number) {
        return NumberFormat.getIntegerInstance(language.locale()).format(number);
    }

    /// “signature” or “signatures”.
    public String signatures(long count) {
        return get(language.takesSingular(count) ? "count.one" : "count.other");
    }

    /// The day in UTC, written out.
    public String date(Instant instant) {
        return dates.format(instant);
    }

    /// The texts that `petition.js` shows, as JSON.
    public String forScript() {
        return forScript;
    }
}
