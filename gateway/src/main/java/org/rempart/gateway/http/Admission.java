package org.rempart.gateway.http;

import io.vertx.core.http.HttpServerRequest;

import org.rempart.gateway.source.BudgetDecision;
import org.rempart.gateway.source.Source;
import org.rempart.gateway.source.SourceBudgets;
import org.rempart.gateway.source.SourceResolver;

import java.util.List;

/// The first look at a request that costs something: who asks, and whether he has asked too often.
final class Admission {
    private final SourceResolver resolver;
    private final SourceBudgets budgets;
    private final PublicMetrics metrics;

    Admission(SourceResolver resolver, SourceBudgets budgets, PublicMetrics metrics) {
        this.resolver = resolver;
        this.budgets = budgets;
        this.metrics = metrics;
    }

    /// Whether to go on; when not, the refusal has been sent.
    boolean admits(HttpServerRequest request) {
        Source source = resolver.resolve(peer(request), name -> headers(request, name));
        return switch (budgets.spend(source)) {
            case BudgetDecision.Granted _ -> true;
            case BudgetDecision.Over over -> {
                metrics.refused(Problem.SOURCE_OVER_BUDGET);
                Problem.SOURCE_OVER_BUDGET.answer(
                        request.response(), over.retryAfter().plusSeconds(1));
                yield false;
            }
        };
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
