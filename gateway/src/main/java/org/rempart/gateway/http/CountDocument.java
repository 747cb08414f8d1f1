package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

import org.rempart.gateway.petition.Count;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A count as it is sent, prepared once and sent to everybody who asks until it is read again. Its
/// entity tag is of the number alone: who has that is told that nothing has changed.
///
/// @param event for streams
record CountDocument(Count count, PreparedAnswer answer, Buffer event) {
    static CountDocument of(Count count) {
        Instant asOf = count.asOf().truncatedTo(ChronoUnit.MILLIS);
        Buffer body =
                Buffer.buffer(
                        "{\"signature_count\":" + count.total() + ",\"as_of\":\"" + asOf + "\"}");
        Buffer event =
                Buffer.buffer("data: ").appendBuffer(body).appendBuffer(Buffer.buffer("\n\n"));
        // weak (RFC 9110, section 8.8.1): the bytes move with every reading, the count does not,
        // and
        // a copy that says as of when it was so stays true
        String etag = "W/\"" + count.total() + "\"";
        return new CountDocument(
                count,
                new PreparedAnswer(
                        body,
                        etag,
                        PetitionDocuments.HEADERS,
                        HttpHeaders.CONTENT_TYPE,
                        PetitionDocuments.TYPE),
                event);
    }
}
