package org.rempart.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.http.connection.Connections;
import org.rempart.gateway.source.Source;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Who asks: the other end of the connection, what the PROXY protocol says it is, or what a trusted
/// proxy's headers say. Found once for each request: its route asks in the same turn of the event
/// loop as the door did, so the last answer is all there is to remember.
///
/// One for each event loop.
final class RequestSource {
    private final BiFunction<Source, Function<String, List<String>>, Source> resolver;
    private @Nullable HttpServerResponse lastAskedFor;
    private @Nullable Source last;

    /// @param resolver as [org.rempart.gateway.source.SourceResolver#resolve]
    RequestSource(BiFunction<Source, Function<String, List<String>>, Source> resolver) {
        this.resolver = resolver;
    }

    Source of(HttpServerRequest request) {
        // routes see the request in a wrapper; its response is the same
        HttpServerResponse response = request.response();
        Source source = last;
        if (source == null || !response.equals(lastAskedFor)) {
            source =
                    resolver.apply(
                            Connections.peer(request.connection()),
                            name -> request.headers().getAll(name));
            last = source;
            lastAskedFor = response;
        }
        return source;
    }
}
