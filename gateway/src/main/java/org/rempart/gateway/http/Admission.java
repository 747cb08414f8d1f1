package org.rempart.gateway.http;

import io.vertx.core.http.HttpServerRequest;

import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.source.Source;
import org.rempart.gateway.source.SourceResolver;

import java.time.Duration;
import java.util.List;

/// The first look at a request that costs something: who asks, and whether he has asked too often.
final class Admission {
    private final SourceResolver resolver;
    private final Budgets budgets;
    private final PublicMetrics metrics;

    Admission(SourceResolver resolver, Budgets budgets, PublicMetrics metrics) {
        this.resolver = resolver;
        this.budgets = budgets;
        this.metrics = metrics;
    }

    /// Whether to go on; when not, the refusal has been sent.
    boolean admits(HttpServerRequest request) {
        Source source = resolver.resolve(peer(request), name -> headers(request, name));
        long waitNanos = budgets.spend(source, Budget.REQUESTS);
        if (waitNanos == 0) {
            return true;
        }
        metrics.refused(Problem.SOURCE_OVER_BUDGET);
        Problem.SOURCE_OVER_BUDGET.answer(
                request.response(), Duration.ofNanos(waitNanos).plusSeconds(1));
        return false;
    }

    private static List<String> headers(HttpServerRequest request, String name) {
        return request.headers().getAll(name);
    }

    /// The other end of the connection, or what the PROXY protocol says it is.
    private static Source peer(HttpServerRequest request) {
        Source peer = Source.parse(request.remoteAddress().hostAddress());
        if (peer == null) {
            throw new IllegalStateException("a connection without an IP address");
        }
        return peer;
    }
}
