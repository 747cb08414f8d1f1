package org.rempart.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/// Headers that are the same in many answers, put together once. An answer that has none of its own
/// borrows them whole, and HTTP/1.1 then copies the bytes it made of them the first time.
final class PreparedHeaders {
    private final MultiMap headers;

    private PreparedHeaders(MultiMap headers) {
        this.headers = headers;
    }

    /// Names and values in turn; names in lower case, as HTTP/2 wants them.
    static PreparedHeaders of(CharSequence... namesAndValues) {
        MultiMap headers = HttpHeaders.headers();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new PreparedHeaders(headers.copy(false));
    }

    /// These and others, names and values in turn.
    PreparedHeaders and(CharSequence... namesAndValues) {
        MultiMap more = headers.copy(true);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            more.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new PreparedHeaders(more.copy(false));
    }

    /// These and others.
    PreparedHeaders and(PreparedHeaders others) {
        return new PreparedHeaders(headers.copy(true).addAll(others.headers).copy(false));
    }

    /// Sets them in an answer, beside those that it has already.
    void setIn(HttpServerResponse response) {
        MultiMap own = response.headers();
        if (own.isEmpty()) {
            own.setAll(headers);
        } else {
            headers.forEach(own::set);
        }
    }
}
