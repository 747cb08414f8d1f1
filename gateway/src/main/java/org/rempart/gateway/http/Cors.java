package org.rempart.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.rempart.gateway.storage.PetitionRow;

/// Which pages of other origins may read our answers: all of them what is public, and those a
/// petition names what became of a signature.
final class Cors {
    private static final String PREFLIGHT_S = "600";

    /// Says that any origin may.
    static final PreparedHeaders ANYONE =
            PreparedHeaders.of(
                    HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
                    HttpHeaders.createOptimized("*"),
                    HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                    HttpHeaders.RETRY_AFTER);

    private Cors() {}

    static void anyone(HttpServerResponse response) {
        ANYONE.setIn(response);
    }

    static void ofPetition(HttpServerRequest request, PetitionRow petition) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            request.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            if (petition.origins().contains(origin)) {
                request.response()
                        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                        .putHeader(
                                HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.RETRY_AFTER);
            }
        }
    }

    static void preflight(HttpServerRequest request, PetitionRow petition) {
        ofPetition(request, petition);
        request.response()
                .setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "POST")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "content-type")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_S)
                .end();
    }
}
