package org.rempart.gateway.operator;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.http.PetitionDocuments;
import org.rempart.gateway.http.Problem;
import org.rempart.gateway.http.Query;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.storage.Change;
import org.rempart.gateway.storage.ChangeFeed;
import org.rempart.gateway.storage.PetitionRow;
import org.rempart.gateway.storage.PetitionStore;
import org.rempart.gateway.storage.SignatureReader;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Creates, changes and opens petitions, and lists their signatures for those who compare them with
/// what was acknowledged.
final class PetitionApi {
    private static final int PAGE_ROWS_MAX = 10_000;
    private static final int PAGE_ROWS_BY_DEFAULT = 1_000;

    private final PetitionStore store;
    private final SignatureReader signatures;
    private final Petitions petitions;
    private final Counts counts;
    private final PetitionDocuments documents;
    private final ChangeFeed feed;
    private final JsonExchange exchange;
    private final InstantSource clock;

    PetitionApi(
            PetitionStore store,
            SignatureReader signatures,
            Petitions petitions,
            Counts counts,
            PetitionDocuments documents,
            ChangeFeed feed,
            JsonExchange exchange,
            InstantSource clock) {
        this.store = store;
        this.signatures = signatures;
        this.petitions = petitions;
        this.counts = counts;
        this.documents = documents;
        this.feed = feed;
        this.exchange = exchange;
        this.clock = clock;
    }

    /// `POST /operator/petitions`
    void create(RoutingContext context) {
        exchange.read(
                context.request(),
                fields ->
                        write(
                                context.request(),
                                PetitionDraft.create(fields, clock.instant()),
                                store::create,
                                201,
                                Problem.SLUG_TAKEN));
    }

    /// `PATCH /operator/petitions/{slug}`
    void change(RoutingContext context) {
        PetitionRow existing = petitions.find(context.pathParam("slug"));
        if (existing == null) {
            Problem.PETITION_UNKNOWN.answer(context.request());
            return;
        }
        exchange.read(
                context.request(),
                fields ->
                        write(
                                context.request(),
                                PetitionDraft.change(fields, existing),
                                store::change,
                                200,
                                Problem.PETITION_UNKNOWN));
    }

    private void write(
            HttpServerRequest request,
            PetitionDraft.Result draft,
            Function<PetitionRow, Future<Optional<PetitionRow>>> write,
            int status,
            Problem otherwise) {
        switch (draft) {
            case PetitionDraft.Result.Invalid invalid ->
                    Problem.INVALID.answer(request, invalid.errors());
            case PetitionDraft.Result.Valid(PetitionRow petition) ->
                    write.apply(petition)
                            .onComplete(stored -> answer(request, stored, status, otherwise));
        }
    }

    /// The change is in force here before it is answered; the other gateways are told.
    private void answer(
            HttpServerRequest request,
            AsyncResult<Optional<PetitionRow>> attempt,
            int status,
            Problem otherwise) {
        if (attempt.failed()) {
            JsonExchange.storageUnavailable(request);
            return;
        }
        Optional<PetitionRow> stored = attempt.result();
        if (stored.isEmpty()) {
            otherwise.answer(request);
            return;
        }
        feed.tell(new Change.Petitions());
        petitions
                .refresh()
                .compose(_ -> counts.moved(Set.of(stored.get().id())))
                .onComplete(_ ->
                        JsonExchange.send(
                                request,
                                status,
                                documents
                                        .document(
                                                stored.get(),
                                                counts.current(stored.get().id()),
                                                clock.instant())
                                        .toBuffer()));
    }

    /// `GET /operator/petitions/{slug}/signatures`
    void signatures(RoutingContext context) {
        PetitionRow petition = petitions.find(context.pathParam("slug"));
        SignatureReader.Position after =
                PageToken.read(Query.parameter(context.request(), "after"));
        int limit = limit(Query.parameter(context.request(), "limit"));
        if (petition == null) {
            Problem.PETITION_UNKNOWN.answer(context.request());
            return;
        }
        if (after == null || limit == 0) {
            Problem.MALFORMED.answer(context.request());
            return;
        }
        signatures
                .page(petition.id(), after, limit)
                .onSuccess(page -> JsonExchange.send(context.request(), 200, document(page)))
                .onFailure(_ -> JsonExchange.storageUnavailable(context.request()));
    }

    private static Buffer document(SignatureReader.Page page) {
        JsonArray entries = new JsonArray();
        for (SignatureReader.Entry entry : page.entries()) {
            entries.add(
                    new JsonObject()
                            .put("receipt", entry.receipt())
                            .put("state", entry.state())
                            .put("country", entry.country())
                            .put("recorded_at", entry.recordedAt().toString()));
        }
        SignatureReader.Position next = page.next();
        return new JsonObject()
                .put("signatures", entries)
                .put("next", next == null ? null : PageToken.of(next))
                .toBuffer();
    }

    /// 0 when it is not one.
    private static int limit(@Nullable String limit) {
        if (limit == null) {
            return PAGE_ROWS_BY_DEFAULT;
        }
        try {
            int rows = Integer.parseUnsignedInt(limit);
            return rows <= PAGE_ROWS_MAX ? rows : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
