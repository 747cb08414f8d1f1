package org.rempart.gateway.operator;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import org.rempart.gateway.http.Problem;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.storage.Change;
import org.rempart.gateway.storage.ChangeFeed;
import org.rempart.gateway.storage.PetitionEraser;
import org.rempart.gateway.storage.PetitionRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.regex.Pattern;

/// Removes the petitions of rehearsals, and no others: what people have signed is closed, not
/// removed.
final class RemovalApi {
    private static final Logger LOG = LoggerFactory.getLogger(RemovalApi.class);

    /// How rehearsals name what they make.
    private static final Pattern OF_A_REHEARSAL = Pattern.compile("rehearsal-[0-9a-f]{8}");

    private final PetitionEraser eraser;
    private final Petitions petitions;
    private final Counts counts;
    private final ChangeFeed feed;
    private final boolean rehearsed;

    /// @param rehearsed whether this gateway consents to rehearsals
    RemovalApi(
            PetitionEraser eraser,
            Petitions petitions,
            Counts counts,
            ChangeFeed feed,
            boolean rehearsed) {
        this.eraser = eraser;
        this.petitions = petitions;
        this.counts = counts;
        this.feed = feed;
        this.rehearsed = rehearsed;
    }

    /// `DELETE /operator/petitions/{slug}`
    void remove(RoutingContext context) {
        HttpServerRequest request = context.request();
        PetitionRow petition = petitions.find(context.pathParam("slug"));
        if (petition == null) {
            Problem.PETITION_UNKNOWN.answer(request);
            return;
        }
        if (!rehearsed || !OF_A_REHEARSAL.matcher(petition.slug()).matches()) {
            Problem.NO_REHEARSAL.answer(request);
            return;
        }
        eraser.erase(petition.id())
                .onSuccess(erasure -> removed(request, petition, erasure))
                .onFailure(_ -> {
                    feed.tell(new Change.Counts(Set.of(petition.id())));
                    JsonExchange.storageUnavailable(request);
                });
    }

    /// It is gone here before that is answered; the other gateways are told.
    private void removed(
            HttpServerRequest request, PetitionRow petition, PetitionEraser.Erasure erasure) {
        feed.tell(
                erasure.remaining() == 0
                        ? new Change.Petitions()
                        : new Change.Counts(Set.of(petition.id())));
        LOG.info(
                "{} signatures of {} removed, which was made for a rehearsal; {} remain",
                erasure.removed(),
                petition.slug(),
                erasure.remaining());
        petitions
                .refresh()
                .compose(_ -> counts.moved(Set.of(petition.id())))
                .onComplete(_ ->
                        JsonExchange.send(
                                request,
                                200,
                                new JsonObject()
                                        .put("removed", erasure.removed())
                                        .put("remaining", erasure.remaining())
                                        .toBuffer()));
    }
}
