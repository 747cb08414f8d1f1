package org.rempart.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.function.Consumer;

/// Reads a body that may be only so large and take only so long.
///
/// One for each event loop.
public final class BodyReader {
    /// From the head of a request to the end of its body. A form is one packet; a phone on a bad
    /// line needs a second or two.
    private static final long BODY_WAIT_MS_MAX = 10_000;

    private final Vertx vertx;
    private final int bytesMax;

    /// Reads bodies of up to `bytesMax` bytes.
    public BodyReader(Vertx vertx, int bytesMax) {
        this.vertx = vertx;
        this.bytesMax = bytesMax;
    }

    /// Hands the whole body to `then`, or refuses one that is too large; a client that takes too
    /// long is cut off. `then` is called at most once.
    public void read(HttpServerRequest request, Consumer<Buffer> then) {
        if (announced(request) > bytesMax) {
            refuse(request);
            return;
        }
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(BODY_WAIT_MS_MAX, _ -> request.connection().close());
        request.handler(part -> {
            if (body.length() + part.length() > bytesMax) {
                vertx.cancelTimer(timer);
                request.handler(null).endHandler(null);
                refuse(request);
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(_ -> vertx.cancelTimer(timer));
        request.endHandler(_ -> {
            vertx.cancelTimer(timer);
            then.accept(body);
        });
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    /// The rest of the body is not waited for: the connection ends with the answer.
    private static void refuse(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Problem.TOO_LARGE.answer(request.response());
    }
}
