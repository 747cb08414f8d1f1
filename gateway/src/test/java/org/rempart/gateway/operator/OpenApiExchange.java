package org.rempart.gateway.operator;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// A request to a gateway, and its answer.
///
/// @param address path and query, as they were sent
/// @param body null: the request had none
record OpenApiExchange(
        Side side,
        String method,
        String address,
        Map<String, String> headers,
        @Nullable String body,
        int status,
        MultiMap answerHeaders,
        String answer) {

    /// The two servers of a gateway.
    enum Side {
        PUBLIC,
        OPERATOR
    }

    /// The media type of the answer without its parameters; empty when it has none.
    String mediaType() {
        return withoutParameters(header("content-type"));
    }

    /// The media type of the request without its parameters; empty when it has none.
    String sentMediaType() {
        return withoutParameters(headers.getOrDefault("Content-Type", ""));
    }

    private static String withoutParameters(String type) {
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    }

    /// A header of the answer, empty when it is not there.
    String header(String name) {
        String value = answerHeaders.get(name);
        return value == null ? "" : value;
    }

    /// The answer, a JSON object.
    JsonObject json() {
        return new JsonObject(answer);
    }

    /// The `code` of a problem, empty when the answer is none.
    String code() {
        boolean problem = mediaType().equals("application/problem+json") && !answer.isEmpty();
        return problem ? json().getString("code", "") : "";
    }

    /// Whether the gateway did what it was asked for.
    boolean isSuccess() {
        return status < 400;
    }

    @Override
    public String toString() {
        return method + " " + address + " → " + status + " " + code();
    }
}
