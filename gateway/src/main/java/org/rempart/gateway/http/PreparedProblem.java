package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// A problem document with its headers, put together once and sent by every event loop.
final class PreparedProblem {
    /// Seconds up to which the headers with `Retry-After` are prepared, when they are first needed.
    private static final int RETRY_AFTER_S_PREPARED_MAX = 60;

    private final int status;
    private final Buffer body;
    private final PreparedHeaders headers;
    private final AtomicReferenceArray<@Nullable PreparedHeaders> headersByRetryAfter =
            new AtomicReferenceArray<>(RETRY_AFTER_S_PREPARED_MAX + 1);

    private PreparedProblem(int status, Buffer body, PreparedHeaders headers) {
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    static PreparedProblem of(int status, JsonObject document) {
        Buffer body = document.toBuffer();
        return new PreparedProblem(
                status,
                body,
                PreparedHeaders.of(
                        HttpHeaders.CONTENT_TYPE,
                        HttpHeaders.createOptimized("application/problem+json"),
                        HttpHeaders.CACHE_CONTROL,
                        HttpHeaders.createOptimized("no-store"),
                        HttpHeaders.CONTENT_LENGTH,
                        Integer.toString(body.length())));
    }

    /// The same document with more headers.
    PreparedProblem with(PreparedHeaders more) {
        return new PreparedProblem(status, body, headers.and(more));
    }

    void answer(HttpServerResponse response) {
        send(response, headers);
    }

    /// In one second at the earliest.
    void answer(HttpServerResponse response, Duration retryAfter) {
        send(response, headers(Math.max(1, retryAfter.toSeconds())));
    }

    private PreparedHeaders headers(long retryAfterS) {
        if (retryAfterS > RETRY_AFTER_S_PREPARED_MAX) {
            return headers.and(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterS));
        }
        PreparedHeaders prepared = headersByRetryAfter.get((int) retryAfterS);
        if (prepared == null) {
            prepared = headers.and(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterS));
            headersByRetryAfter.set((int) retryAfterS, prepared);
        }
        return prepared;
    }

    private void send(HttpServerResponse response, PreparedHeaders prepared) {
        if (response.ended() || response.closed()) {
            return;
        }
        prepared.setIn(response.setStatusCode(status));
        response.end(body);
    }
}
