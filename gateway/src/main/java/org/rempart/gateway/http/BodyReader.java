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

    /// What is left of a body when its request has been refused has this long to come, so that the
    /// client reads the answer and not a reset; then the connection is closed. Nobody reads for
    /// ever what nobody wants.
    private static final long REST_WAIT_MS_MAX = 1_000;

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

    /// Sees to it that the connection does not outlast the answer by much where a request's body is
    /// larger than anything that is read, or has no length. Vert.x would read it to its end, and
    /// not close for a `Connection: close` of the answer's.
    public void bound(HttpServerRequest request) {
        if (announced(request) > bytesMax
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            hangUpAfterTheAnswer(request);
        }
    }

    private void hangUpAfterTheAnswer(HttpServerRequest request) {
        vertx.setTimer(
                REST_WAIT_MS_MAX,
                _ -> {
                    if (request.response().ended() && !request.isEnded()) {
                        request.connection().close();
                    }
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
    private void refuse(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Problem.TOO_LARGE.answer(request.response());
        hangUpAfterTheAnswer(request);
    }
}
