package org.rempart.gateway.http;

import io.vertx.core.http.HttpServerRequest;

import org.rempart.gateway.source.Budget;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// [Problem#SOURCE_OVER_BUDGET] with the budget's name in the member `budget`, for any origin to
/// read.
final class OverBudget {
    private static final Map<Budget, PreparedProblem> PROBLEMS = problems();

    private OverBudget() {}

    private static Map<Budget, PreparedProblem> problems() {
        Map<Budget, PreparedProblem> problems = new EnumMap<>(Budget.class);
        for (Budget budget : Budget.values()) {
            problems.put(
                    budget,
                    Problem.SOURCE_OVER_BUDGET.with("budget", budget.label()).with(Cors.ANYONE));
        }
        return problems;
    }

    /// @param waitNanos until the budget would grant the request
    static void answer(HttpServerRequest request, Budget budget, long waitNanos) {
        PreparedProblem problem = PROBLEMS.get(budget);
        if (problem == null) {
            throw new IllegalStateException("no problem for " + budget);
        }
        problem.answer(request, TimeUnit.NANOSECONDS.toSeconds(Math.max(0, waitNanos)) + 1);
    }
}
