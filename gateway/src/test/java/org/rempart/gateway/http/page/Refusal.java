package org.rempart.gateway.http.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// An answer that takes nothing.
///
/// @param retryAfterS seconds for `Retry-After`; left out when negative
record Refusal(int status, String code, int retryAfterS, JsonArray errors) {
    static Refusal of(int status, String code) {
        return new Refusal(status, code, -1, new JsonArray());
    }

    static Refusal waiting(int status, String code, int retryAfterS) {
        return new Refusal(status, code, retryAfterS, new JsonArray());
    }

    static Refusal invalid(JsonObject... errors) {
        JsonArray all = new JsonArray();
        for (JsonObject error : errors) {
            all.add(error);
        }
        return new Refusal(422, "invalid", -1, all);
    }

    JsonObject problem() {
        JsonObject problem =
                new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Refused")
                        .put("status", status)
                        .put("detail", "The stub refuses.")
                        .put("code", code)
                        .put("error", "The stub refuses.");
        return errors.isEmpty() ? problem : problem.put("errors", errors);
    }
}
