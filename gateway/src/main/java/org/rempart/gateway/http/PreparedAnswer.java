package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// An answer to `GET` and `HEAD` that is ready to be sent, to everybody who asks for the same: the
/// body, its entity tag, and the headers with it and without.
///
/// Sending it changes nothing in it, so any event loop may.
final class PreparedAnswer {
    /// Of a SHA-256: nobody finds two bodies of one tag.
    private static final int TAG_BYTES = 16;

    private final Buffer body;
    private final String etag;
    private final PreparedHeaders whole;
    private final PreparedHeaders notModified;

    /// @param etag strong or weak, quotation marks included
    /// @param shared headers that 304 has to have, too: those about the copy that the client keeps
    ///   (RFC 9110, section 15.4.5)
    /// @param others names and values in turn of the headers about the body
    @SuppressWarnings("MissingSummary")
    PreparedAnswer(Buffer body, String etag, PreparedHeaders shared, CharSequence... others) {
        this.body = body;
        this.etag = etag;
        this.notModified = shared.and(HttpHeaders.ETAG, etag);
        this.whole =
                notModified
                        .and(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                        .and(others);
    }

    /// The tag of a body by its bytes.
    static String etag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Sends it, or 304 to a client that has it; nothing to one that has left.
    void send(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (EntityTags.match(request.headers(), etag)) {
            response.setStatusCode(304);
            notModified.setIn(response);
            response.end();
            return;
        }
        whole.setIn(response);
        AnswerBody.end(request, body);
    }
}
