package org.rempart.gateway.http;

import io.vertx.core.http.HttpServerRequest;

import org.rempart.gateway.source.Source;
import org.rempart.gateway.source.SourceResolver;

/// Who asks: the other end of the connection, what the PROXY protocol says it is, or what a trusted
/// proxy's headers say.
///
/// Safe from any thread.
final class RequestSource {
    private final SourceResolver resolver;

    RequestSource(SourceResolver resolver) {
        this.resolver = resolver;
    }

    Source of(HttpServerRequest request) {
        Source peer = Source.parse(request.remoteAddress().hostAddress());
        if (peer == null) {
            throw new IllegalStateException("a connection without an IP address");
        }
        return resolver.resolve(peer, name -> request.headers().getAll(name));
    }
}
