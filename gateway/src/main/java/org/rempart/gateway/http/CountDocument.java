package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

import org.rempart.gateway.petition.Count;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A count as it is sent, prepared once and sent to everybody who asks until it moves.
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
        // total and instant are all there is in it
        String etag = "\"" + count.total() + "-" + asOf + "\"";
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
