package org.rempart.gateway.http;

import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

/// What stands behind the question mark.
public final class Query {
    private Query() {}

    /// A parameter's value; null when it is not there, and empty, which nothing here means, when
    /// the query cannot be decoded.
    public static @Nullable String parameter(HttpServerRequest request, String name) {
        if (request.query() == null) {
            return null;
        }
        try {
            return request.getParam(name);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
