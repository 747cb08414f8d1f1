package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// The body of an answer, of which `HEAD` gets the length and nothing else (RFC 9110, section
/// 9.3.2). On HTTP/1 the server below keeps it back by itself; on HTTP/2 nobody does, and its
/// client takes it for a broken stream (RFC 9113, section 8.1.1).
final class AnswerBody {
    private AnswerBody() {}

    /// Ends the answer to that request with that body.
    static void end(HttpServerRequest request, Buffer body) {
        HttpServerResponse response = request.response();
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
        } else {
            response.end(body);
        }
    }
}
