package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.petition.Count;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.PetitionState;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.storage.PetitionRow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Petitions and counts as JSON, from memory: each document is made when what is in it has changed,
/// and sent as it is until then.
///
/// One for each event loop.
final class PetitionRoutes {
    /// The list holds every count, and one of them moves all the time.
    private static final Duration LIST_AGE_MAX = Duration.ofSeconds(1);

    private record PreparedPetition(
            PetitionRow petition, PetitionState state, Count count, PreparedAnswer answer) {}

    private record PreparedList(
            List<PetitionRow> petitions, Instant madeAt, PreparedAnswer answer) {}

    private final Petitions petitions;
    private final Counts counts;
    private final FreshCounts fresh;
    private final CountDocuments countDocuments;
    private final PetitionDocuments documents;
    private final InstantSource clock;
    private final Map<String, PreparedPetition> bySlug = new HashMap<>();
    private @Nullable PreparedList list;

    PetitionRoutes(
            Petitions petitions,
            Counts counts,
            FreshCounts fresh,
            CountDocuments countDocuments,
            PetitionDocuments documents,
            InstantSource clock) {
        this.petitions = petitions;
        this.counts = counts;
        this.fresh = fresh;
        this.countDocuments = countDocuments;
        this.documents = documents;
        this.clock = clock;
    }

    /// `GET /petitions.json`
    void list(HttpServerRequest request) {
        Instant now = clock.instant();
        List<PetitionRow> all = petitions.all();
        PreparedList prepared = list;
        // a clock that stepped back makes it anew, too
        if (prepared == null
                || !prepared.petitions().equals(all)
                || Duration.between(prepared.madeAt(), now).abs().compareTo(LIST_AGE_MAX) > 0) {
            prepared = new PreparedList(all, now, answer(list(all, now)));
            list = prepared;
        }
        prepared.answer().send(request);
    }

    private JsonObject list(List<PetitionRow> all, Instant now) {
        JsonArray data = new JsonArray();
        for (PetitionRow petition : all) {
            data.add(documents.data(petition, counts.current(petition.id()), now));
        }
        return new JsonObject().put("links", documents.links("/petitions.json")).put("data", data);
    }

    /// `GET /petitions/{slug}.json`
    void petition(HttpServerRequest request, PetitionRow petition) {
        fresh.run(() -> prepared(petition).send(request));
    }

    private PreparedAnswer prepared(PetitionRow petition) {
        Instant now = clock.instant();
        PetitionState state = PetitionState.of(petition, now);
        Count count = counts.current(petition.id());
        PreparedPetition prepared = bySlug.get(petition.slug());
        if (prepared == null
                || !prepared.petition().equals(petition)
                || prepared.state() != state
                || !prepared.count().equals(count)) {
            prepared =
                    new PreparedPetition(
                            petition,
                            state,
                            count,
                            answer(documents.document(petition, count, now)));
            bySlug.put(petition.slug(), prepared);
        }
        return prepared.answer();
    }

    /// `GET /petitions/{slug}/count.json`
    void count(HttpServerRequest request, PetitionRow petition) {
        fresh.run(() -> countDocuments.current(petition).answer().send(request));
    }

    private static PreparedAnswer answer(JsonObject document) {
        Buffer body = document.toBuffer();
        return new PreparedAnswer(
                body,
                PreparedAnswer.etag(body.getBytes()),
                PetitionDocuments.HEADERS,
                HttpHeaders.CONTENT_TYPE,
                PetitionDocuments.TYPE);
    }
}
