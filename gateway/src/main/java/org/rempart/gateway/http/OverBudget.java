package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

import org.rempart.gateway.source.Budget;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// [Problem#SOURCE_OVER_BUDGET] with the budget's name in the member `budget`. The documents are
/// prepared once.
final class OverBudget {
    private static final Map<Budget, Buffer> DOCUMENTS = documents();

    private OverBudget() {}

    private static Map<Budget, Buffer> documents() {
        Map<Budget, Buffer> documents = new EnumMap<>(Budget.class);
        for (Budget budget : Budget.values()) {
            documents.put(
                    budget, Problem.SOURCE_OVER_BUDGET.documentWith("budget", budget.label()));
        }
        return documents;
    }

    /// @param waitNanos until the budget would grant the request
    static void answer(HttpServerResponse response, Budget budget, long waitNanos) {
        Cors.anyone(response);
        Buffer document = DOCUMENTS.get(budget);
        if (document == null) {
            throw new IllegalStateException("no document for " + budget);
        }
        Problem.SOURCE_OVER_BUDGET.answer(
                response, document, Duration.ofNanos(Math.max(0, waitNanos)).plusSeconds(1));
    }
}
