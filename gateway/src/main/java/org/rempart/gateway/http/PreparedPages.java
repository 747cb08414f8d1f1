package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

import org.rempart.gateway.http.page.LanguageChoice;
import org.rempart.gateway.http.page.PageHeaders;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Pages as they were rendered within the last second: a crowd of viewers costs one rendering a
/// second for each page and language. There are as many as petitions and languages, and no more.
///
/// One for each event loop.
final class PreparedPages {
    private static final Duration AGE_MAX = Duration.ofSeconds(1);

    private static final PreparedHeaders HEADERS =
            PreparedHeaders.of(
                    PageHeaders.ALL.entrySet().stream()
                            .flatMap(header ->
                                    Stream.of(
                                            header.getKey().toLowerCase(Locale.ROOT),
                                            header.getValue()))
                            .map(HttpHeaders::createOptimized)
                            .toArray(CharSequence[]::new));

    private record Page(PreparedAnswer answer, Instant renderedAt) {}

    private final InstantSource clock;
    private final Map<LanguageChoice, Map<String, Page>> byChoice = new HashMap<>();

    PreparedPages(InstantSource clock) {
        this.clock = clock;
    }

    /// The page of that name, rendered by `render` if need be.
    PreparedAnswer page(String name, LanguageChoice language, Supplier<byte[]> render) {
        Instant now = clock.instant();
        Map<String, Page> pages = byChoice.computeIfAbsent(language, _ -> new HashMap<>());
        Page page = pages.get(name);
        // a clock that stepped back renders anew, too
        if (page == null || Duration.between(page.renderedAt(), now).abs().compareTo(AGE_MAX) > 0) {
            page = new Page(answer(render.get(), language), now);
            pages.put(name, page);
        }
        return page.answer();
    }

    private static PreparedAnswer answer(byte[] body, LanguageChoice language) {
        return new PreparedAnswer(
                Buffer.buffer(body),
                PreparedAnswer.etag(body),
                headers(language).and(HttpHeaders.CACHE_CONTROL, "no-cache"));
    }

    /// What every page says of itself, in that language.
    static PreparedHeaders headers(LanguageChoice language) {
        return HEADERS.and(HttpHeaders.CONTENT_LANGUAGE, language.language().tag());
    }
}
