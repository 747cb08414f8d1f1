package org.rempart.gateway.operator;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import org.rempart.gateway.http.Problem;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.storage.Change;
import org.rempart.gateway.storage.ChangeFeed;
import org.rempart.gateway.storage.HeldSignatures;
import org.rempart.gateway.storage.PetitionRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Set;

/// Tells what is held for a petition, and releases it.
final class HeldApi {
    private static final Logger LOG = LoggerFactory.getLogger(HeldApi.class);

    private final HeldSignatures held;
    private final Petitions petitions;
    private final Counts counts;
    private final ChangeFeed feed;
    private final JsonExchange exchange;

    HeldApi(
            HeldSignatures held,
            Petitions petitions,
            Counts counts,
            ChangeFeed feed,
            JsonExchange exchange) {
        this.held = held;
        this.petitions = petitions;
        this.counts = counts;
        this.feed = feed;
        this.exchange = exchange;
    }

    /// `GET /operator/petitions/{slug}/held`
    void summary(RoutingContext context) {
        PetitionRow petition = petitions.find(context.pathParam("slug"));
        if (petition == null) {
            Problem.PETITION_UNKNOWN.answer(context.request());
            return;
        }
        held.summary(petition.id())
                .onSuccess(found -> JsonExchange.send(context.request(), 200, document(found)))
                .onFailure(_ -> JsonExchange.storageUnavailable(context.request()));
    }

    private static Buffer document(List<HeldSignatures.Held> found) {
        JsonArray reasons = new JsonArray();
        for (HeldSignatures.Held held : found) {
            reasons.add(
                    new JsonObject()
                            .put("reason", held.reason())
                            .put("signatures", held.signatures())
                            .put("first_at", held.firstAt().toString())
                            .put("last_at", held.lastAt().toString()));
        }
        return new JsonObject().put("held", reasons).toBuffer();
    }

    /// `POST /operator/petitions/{slug}/releases`
    void release(RoutingContext context) {
        PetitionRow petition = petitions.find(context.pathParam("slug"));
        if (petition == null) {
            Problem.PETITION_UNKNOWN.answer(context.request());
            return;
        }
        exchange.read(
                context.request(),
                fields -> {
                    switch (ReleaseOrder.read(fields)) {
                        case ReleaseOrder.Result.Invalid invalid ->
                                Problem.INVALID.answer(context.request(), invalid.errors());
                        case ReleaseOrder.Result.Valid(HeldSignatures.Range range) ->
                                held.release(petition.id(), range)
                                        .onComplete(result ->
                                                answer(context.request(), petition, range, result));
                    }
                });
    }

    /// The count has moved here before it is answered; the other gateways are told. That holds for
    /// what was released before a failure, too.
    private void answer(
            HttpServerRequest request,
            PetitionRow petition,
            HeldSignatures.Range range,
            AsyncResult<HeldSignatures.Release> attempt) {
        Set<Long> moved = Set.of(petition.id());
        feed.tell(new Change.Counts(moved));
        if (attempt.failed()) {
            counts.moved(moved);
            JsonExchange.storageUnavailable(request);
            return;
        }
        HeldSignatures.Release release = attempt.result();
        LOG.info(
                "{} signatures of {} released that were held as {} from {} to {}; {} remain",
                release.released(),
                petition.slug(),
                range.reason().label(),
                range.from(),
                range.to(),
                release.remaining());
        Buffer document =
                new JsonObject()
                        .put("released", release.released())
                        .put("remaining", release.remaining())
                        .toBuffer();
        counts.moved(moved).onComplete(_ -> JsonExchange.send(request, 200, document));
    }
}
