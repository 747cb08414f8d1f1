package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/// What pages have in common: they stand alone, ask nobody for anything and run no script.
final class Page {
    private static final String STYLE = "report.css";

    private Page() {}

    /// A whole document.
    static String of(String title, Element main) {
        String css = css();
        Element head =
                Element.of("head")
                        .holding(
                                Element.of("meta").with("charset", "utf-8"),
                                Element.of("meta")
                                        .with("http-equiv", "Content-Security-Policy")
                                        .with("content", policy(css)),
                                Element.of("meta")
                                        .with("name", "viewport")
                                        .with("content", "width=device-width, initial-scale=1"),
                                Element.of("meta")
                                        .with("name", "referrer")
                                        .with("content", "no-referrer"),
                                // or a browser would ask the page's server for one
                                Element.of("link").with("rel", "icon").with("href", "data:,"),
                                Element.of("title", title),
                                Element.style(css));
        return "<!DOCTYPE html>\n"
                + Element.of("html")
                        .with("lang", "en")
                        .holding(head, Element.of("body").holding(main))
                + "\n";
    }

    /// The one word, coloured by what it says.
    static Element word(String word) {
        return Element.of("strong", word)
                .with("class", "word " + word.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }

    static Element word(Verdict verdict) {
        return word(verdict.outcome().toString());
    }

    /// CSP level 3: nothing but this one style sheet and an empty icon.
    private static String policy(String css) {
        return "default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'"
                .formatted(sha256(css));
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String css() {
        try (InputStream in = Page.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException(STYLE + " is not where this class is");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
