package org.rempart.gateway.operator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import org.rempart.gateway.http.BodyReader;
import org.rempart.gateway.http.Problem;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// JSON objects to and from operators.
final class JsonExchange {
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(2);

    private final BodyReader bodies;

    JsonExchange(BodyReader bodies) {
        this.bodies = bodies;
    }

    /// Hands the object in the body to `then`, or refuses a body that is none.
    void read(HttpServerRequest request, Consumer<JsonObject> then) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            Problem.UNSUPPORTED_TYPE.answer(request);
            return;
        }
        bodies.read(
                request,
                body -> {
                    try {
                        then.accept(new JsonObject(body));
                    } catch (DecodeException | ClassCastException _) {
                        Problem.MALFORMED.answer(request);
                    }
                });
    }

    static void send(HttpServerRequest request, int status, Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }

    static void storageUnavailable(HttpServerRequest request) {
        Problem.STORAGE_UNAVAILABLE.answer(request, COME_BACK_AFTER);
    }
}
