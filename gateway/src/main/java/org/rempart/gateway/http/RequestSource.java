package org.rempart.gateway.http;

import io.vertx.core.http.HttpServerRequest;

import org.rempart.gateway.http.connection.Connections;
import org.rempart.gateway.source.Source;
import org.rempart.gateway.source.SourceResolver;

/// Who asks: the other end of the connection, what the PROXY protocol says it is, or what a trusted
/// proxy's headers say.
///
/// Safe from any thread; a request is asked about on its own event loop.
final class RequestSource {
    private final SourceResolver resolver;

    RequestSource(SourceResolver resolver) {
        this.resolver = resolver;
    }

    Source of(HttpServerRequest request) {
        return resolver.resolve(
                Connections.peer(request.connection()), name -> request.headers().getAll(name));
    }
}
