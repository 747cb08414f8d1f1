package org.rempart.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Reads a body that may be only so large, take only so long and come only so slowly.
///
/// One for each event loop.
public final class BodyReader {
    /// From the head of a request to the end of its body. A form is one packet or two.
    static final long BODY_WAIT_MS_MAX = 10_000;

    /// A phone on a bad line loses two packets in a row and sends them again after 1 s and 2 s more
    /// (RFC 6298); a body may stand still for so long.
    static final long STILL_MS_MAX = 4_000;

    /// And then has to come as fast as a bad line of a mobile network at least.
    static final long BYTES_PER_SECOND_MIN = 500;

    /// Bodies are looked at so often, all together: one that is whole in its first packet, as most
    /// are, costs no timer.
    private static final long LOOK_INTERVAL_MS = 250;

    /// What is left of a body when its request has been refused has this long to come, so that the
    /// client reads the answer and not a reset; then the connection is closed. Nobody reads for
    /// ever what nobody wants.
    private static final long REST_WAIT_MS_MAX = 1_000;

    private static final class Body {
        final HttpServerRequest request;
        final Buffer bytes = Buffer.buffer();
        final long beganNanos;

        Body(HttpServerRequest request, long nowNanos) {
            this.request = request;
            this.beganNanos = nowNanos;
        }
    }

    private final Vertx vertx;
    private final int bytesMax;
    private final Consumer<HttpConnection> cut;
    private final LongSupplier nanoTime;
    private final Set<Body> underWay = new LinkedHashSet<>();

    /// Reads bodies of up to `bytesMax` bytes.
    ///
    /// @param cut ends a connection at once
    public BodyReader(Vertx vertx, int bytesMax, Consumer<HttpConnection> cut) {
        this(vertx, bytesMax, cut, System::nanoTime);
    }

    BodyReader(Vertx vertx, int bytesMax, Consumer<HttpConnection> cut, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.bytesMax = bytesMax;
        this.cut = cut;
        this.nanoTime = nanoTime;
        vertx.setPeriodic(LOOK_INTERVAL_MS, _ -> look());
    }

    /// Hands the whole body to `then`, or refuses one that is too large; a client that takes too
    /// long is cut off. A client that asks whether to send it (RFC 9110, section 10.1.1) is told to
    /// here, when nothing has refused it from its head. `then` is called at most once.
    public void read(HttpServerRequest request, Consumer<Buffer> then) {
        if (announced(request) > bytesMax) {
            refuse(request);
            return;
        }
        if (isAsked(request)) {
            var _ = request.response().writeContinue();
        }
        Body body = new Body(request, nanoTime.getAsLong());
        underWay.add(body);
        request.handler(part -> {
            if (body.bytes.length() + part.length() > bytesMax) {
                underWay.remove(body);
                request.handler(null).endHandler(null);
                refuse(request);
            } else {
                body.bytes.appendBuffer(part);
            }
        });
        request.exceptionHandler(_ -> underWay.remove(body));
        request.endHandler(_ -> {
            underWay.remove(body);
            then.accept(body.bytes);
        });
    }

    private void look() {
        if (underWay.isEmpty()) {
            return;
        }
        long now = nanoTime.getAsLong();
        List<Body> late = new ArrayList<>();
        for (Body body : underWay) {
            if (isLate(TimeUnit.NANOSECONDS.toMillis(now - body.beganNanos), body.bytes.length())) {
                late.add(body);
            }
        }
        for (Body body : late) {
            underWay.remove(body);
            cutOff(body.request);
        }
    }

    /// With HTTP/2 the stream only: others on the connection are somebody's, too.
    private void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            var _ = request.response().reset();
        } else {
            cut.accept(request.connection());
        }
    }

    /// Whether a body of which so much has come after so long is waited for no more.
    static boolean isLate(long elapsedMs, int bytes) {
        return elapsedMs > BODY_WAIT_MS_MAX
                || bytes * 1_000L < (elapsedMs - STILL_MS_MAX) * BYTES_PER_SECOND_MIN;
    }

    /// Sees to it that the connection does not outlast the answer by much where a request's body is
    /// larger than anything that is read, has no length, or waits to be asked for. Vert.x would
    /// read it to its end, and not close for a `Connection: close` of the answer's.
    public void bound(HttpServerRequest request) {
        if (announced(request) > bytesMax
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || isAsked(request)) {
            vertx.setTimer(
                    REST_WAIT_MS_MAX,
                    _ -> {
                        if (request.response().ended() && !request.isEnded()) {
                            cutOff(request);
                        }
                    });
        }
    }

    private static boolean isAsked(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_1_0
                && HttpHeaders.CONTINUE
                        .toString()
                        .equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
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
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        Problem.TOO_LARGE.answer(request);
        vertx.setTimer(
                REST_WAIT_MS_MAX,
                _ -> {
                    if (!request.isEnded()) {
                        cutOff(request);
                    } else if (request.version() != HttpVersion.HTTP_2) {
                        var _ = request.connection().close();
                    }
                });
    }
}
