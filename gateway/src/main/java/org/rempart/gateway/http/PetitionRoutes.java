package org.rempart.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.rempart.gateway.petition.Count;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.storage.PetitionRow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Petitions and counts as JSON, from memory.
///
/// One for each event loop.
final class PetitionRoutes {
    private static final String CACHEABLE = "public, max-age=1";

    private final Context context;
    private final Petitions petitions;
    private final Counts counts;
    private final PetitionDocuments documents;
    private final InstantSource clock;
    private final Map<Long, CountDocument> prepared = new HashMap<>();

    PetitionRoutes(
            Context context,
            Petitions petitions,
            Counts counts,
            PetitionDocuments documents,
            InstantSource clock) {
        this.context = context;
        this.petitions = petitions;
        this.counts = counts;
        this.documents = documents;
        this.clock = clock;
    }

    /// `GET /petitions.json`
    void list(HttpServerRequest request) {
        Instant now = clock.instant();
        JsonArray data = new JsonArray();
        for (PetitionRow petition : petitions.all()) {
            data.add(documents.data(petition, counts.current(petition.id()), now));
        }
        json(
                request.response(),
                new JsonObject()
                        .put("links", documents.links("/petitions.json"))
                        .put("data", data)
                        .toBuffer());
    }

    /// `GET /petitions/{slug}.json`
    void petition(HttpServerRequest request, PetitionRow petition) {
        fresh(
                petition,
                count ->
                        json(
                                request.response(),
                                documents.document(petition, count, clock.instant()).toBuffer()));
    }

    /// `GET /petitions/{slug}/count.json`
    void count(HttpServerRequest request, PetitionRow petition) {
        fresh(
                petition,
                count -> {
                    CountDocument document = document(petition.id(), count);
                    HttpServerResponse response = request.response();
                    response.putHeader(HttpHeaders.ETAG, document.etag());
                    if (document.etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
                        Cors.anyone(response);
                        response.setStatusCode(304)
                                .putHeader(HttpHeaders.CACHE_CONTROL, CACHEABLE)
                                .end();
                    } else {
                        json(response, document.body());
                    }
                });
    }

    /// The count is read on another thread; what is done with it belongs to this one.
    private void fresh(PetitionRow petition, Consumer<Count> then) {
        Future<Count> count = counts.fresh(petition.id());
        if (count.isComplete()) {
            then.accept(count.result());
        } else {
            count.onSuccess(read -> context.runOnContext(_ -> then.accept(read)));
        }
    }

    private CountDocument document(long petition, Count count) {
        CountDocument document = prepared.get(petition);
        if (document == null || !document.count().equals(count)) {
            document = CountDocument.of(count);
            prepared.put(petition, document);
        }
        return document;
    }

    private static void json(HttpServerResponse response, Buffer body) {
        Cors.anyone(response);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHEABLE)
                .end(body);
    }
}
