package org.rempart.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.List;

/// What HTTP forbids in the head of a request and the server lets through. A proxy in front may
/// have understood such a head otherwise, so the connection ends with its refusal.
final class RequestForm {
    private RequestForm() {}

    /// Whether the head can mean one thing only: one `Host` (RFC 9112, section 3.2), no transfer
    /// coding but `chunked`, once (section 6.1), and a target of visible ASCII characters that is a
    /// path, an absolute address or `*` (section 3.2).
    static boolean isSound(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return isTarget(request.uri())
                && headers.getAll(HttpHeaders.HOST).size() <= 1
                && (!headers.contains(HttpHeaders.TRANSFER_ENCODING)
                        || isChunked(headers.getAll(HttpHeaders.TRANSFER_ENCODING)));
    }

    private static boolean isChunked(List<String> codings) {
        return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
    }

    private static boolean isTarget(String target) {
        for (int i = 0; i < target.length(); i++) {
            char character = target.charAt(i);
            if (character <= ' ' || character >= '\u007f' || character == '#') {
                return false;
            }
        }
        return target.startsWith("/") || target.startsWith("http") || target.equals("*");
    }

    /// Refuses such a request, and ends its connection.
    static void refuse(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.response().endHandler(_ -> request.connection().close());
        Problem.MALFORMED.answer(request);
    }
}
