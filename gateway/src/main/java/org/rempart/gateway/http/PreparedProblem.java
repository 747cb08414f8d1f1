package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// A problem document with its headers, put together once and sent by every event loop.
final class PreparedProblem {
    private final int status;
    private final Buffer body;
    private final PreparedHeaders headers;

    /// By [RetryAfter#number], each put together when it is first needed.
    private final AtomicReferenceArray<@Nullable PreparedHeaders> headersByRetryAfter =
            new AtomicReferenceArray<>(RetryAfter.NUMBERS);

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

    void answer(HttpServerRequest request) {
        send(request, headers);
    }

    /// In one second at the earliest.
    void answer(HttpServerRequest request, Duration retryAfter) {
        answer(request, retryAfter.toSeconds());
    }

    /// In one second at the earliest.
    void answer(HttpServerRequest request, long retryAfterS) {
        send(request, headers(RetryAfter.number(retryAfterS)));
    }

    private PreparedHeaders headers(int retryAfter) {
        PreparedHeaders prepared = headersByRetryAfter.get(retryAfter);
        if (prepared == null) {
            prepared =
                    headers.and(
                            HttpHeaders.RETRY_AFTER, Long.toString(RetryAfter.seconds(retryAfter)));
            headersByRetryAfter.set(retryAfter, prepared);
        }
        return prepared;
    }

    private void send(HttpServerRequest request, PreparedHeaders prepared) {
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.closed()) {
            prepared.setIn(response.setStatusCode(status));
            AnswerBody.end(request, body);
        }
    }
}
