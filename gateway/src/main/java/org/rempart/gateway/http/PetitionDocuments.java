package org.rempart.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.petition.Count;
import org.rempart.gateway.petition.PetitionState;
import org.rempart.gateway.storage.PetitionRow;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/// Petitions as JSON, in the shapes of the UK Parliament's petitions site (`ID.json`), so that
/// dashboards made for those read these.
public final class PetitionDocuments {
    static final CharSequence TYPE = HttpHeaders.createOptimized("application/json");

    /// Of every answer with a petition or a count in it: any origin may read it, and keep it for a
    /// second.
    static final PreparedHeaders HEADERS =
            PreparedHeaders.of(
                            HttpHeaders.CACHE_CONTROL,
                            HttpHeaders.createOptimized("public, max-age=1"))
                    .and(Cors.ANYONE);

    private final String base;

    /// @param publicUrl null: links are relative to the host
    @SuppressWarnings("MissingSummary")
    public PetitionDocuments(@Nullable URI publicUrl) {
        this.base = publicUrl == null ? "" : publicUrl.toString().replaceAll("/+$", "");
    }

    /// One petition with its links.
    public JsonObject document(PetitionRow petition, Count count, Instant now) {
        return new JsonObject()
                .put("links", links("/petitions/" + petition.slug() + ".json"))
                .put("data", data(petition, count, now));
    }

    JsonObject links(String path) {
        return new JsonObject().put("self", base + path);
    }

    JsonObject data(PetitionRow petition, Count count, Instant now) {
        PetitionState state = PetitionState.of(petition, now);
        Instant closesAt = petition.closesAt();
        return new JsonObject()
                .put("type", "petition")
                .put("id", petition.slug())
                .put(
                        "attributes",
                        new JsonObject()
                                .put("action", petition.action())
                                .put("background", petition.background())
                                .put("state", state.label())
                                .put("signature_count", count.total())
                                .put("goal", petition.goal())
                                .put("opened_at", petition.opensAt().toString())
                                .put("closed_at", closesAt == null ? null : closesAt.toString())
                                .put("signatures_by_country", byCountry(count)));
    }

    private static JsonArray byCountry(Count count) {
        JsonArray countries = new JsonArray();
        count.byCountry().entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry ->
                        countries.add(
                                new JsonObject()
                                        .put("code", entry.getKey())
                                        .put("name", name(entry.getKey()))
                                        .put("signature_count", entry.getValue())));
        return countries;
    }

    private static String name(String country) {
        return Locale.of("", country).getDisplayCountry(Locale.ENGLISH);
    }
}
