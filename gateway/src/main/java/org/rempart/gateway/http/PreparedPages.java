package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.http.page.LanguageChoice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/// Pages as they were rendered within the last second: a crowd of viewers costs one rendering a
/// second for each page and language. There are as many as petitions and languages, and no more.
///
/// One for each event loop.
final class PreparedPages {
    private static final Duration AGE_MAX = Duration.ofSeconds(1);

    private record Key(String page, LanguageChoice language) {}

    /// A rendered page.
    record Page(Buffer body, String etag, Instant renderedAt) {}

    private final InstantSource clock;
    private final Map<Key, Page> pages = new HashMap<>();

    PreparedPages(InstantSource clock) {
        this.clock = clock;
    }

    Page page(String name, LanguageChoice language, Supplier<byte[]> render) {
        Instant now = clock.instant();
        Key key = new Key(name, language);
        Page page = pages.get(key);
        // a clock that stepped back renders anew, too
        if (page == null || Duration.between(page.renderedAt(), now).abs().compareTo(AGE_MAX) > 0) {
            byte[] bytes = render.get();
            page = new Page(Buffer.buffer(bytes), etag(bytes), now);
            pages.put(key, page);
        }
        return page;
    }

    private static String etag(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return "\"" + Long.toHexString(checksum.getValue()) + "-" + bytes.length + "\"";
    }
}
