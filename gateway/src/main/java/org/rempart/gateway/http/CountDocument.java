package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.petition.Count;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A count as it is sent, prepared once and sent to everybody who asks until it moves.
record CountDocument(Count count, Buffer body, Buffer event, String etag) {
    static CountDocument of(Count count) {
        Instant asOf = count.asOf().truncatedTo(ChronoUnit.MILLIS);
        Buffer body =
                Buffer.buffer(
                        "{\"signature_count\":" + count.total() + ",\"as_of\":\"" + asOf + "\"}");
        Buffer event =
                Buffer.buffer("data: ").appendBuffer(body).appendBuffer(Buffer.buffer("\n\n"));
        return new CountDocument(count, body, event, "\"" + count.total() + "-" + asOf + "\"");
    }
}
