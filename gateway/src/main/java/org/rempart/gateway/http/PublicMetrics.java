package org.rempart.gateway.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.rempart.gateway.source.Budget;

import java.util.EnumMap;
import java.util.Map;

/// What the public side counts: no source, no petition and no person is a label.
public final class PublicMetrics {
    private final Counter challenges;
    private final Counter recorded;
    private final Counter accepted;
    private final Counter held;
    private final Counter requests;
    private final Map<Budget, Counter> overBudget = new EnumMap<>(Budget.class);
    private final Map<Problem, Counter> refused = new EnumMap<>(Problem.class);

    /// Registers every counter at once, so that each is there from the start.
    public PublicMetrics(MeterRegistry meters) {
        challenges =
                Counter.builder("rempart.challenges")
                        .description("challenges issued")
                        .register(meters);
        recorded = outcome(meters, "recorded");
        accepted = outcome(meters, "accepted");
        held =
                Counter.builder("rempart.held")
                        .description("signatures recorded and not counted, for their source's sake")
                        .register(meters);
        requests =
                Counter.builder("rempart.requests")
                        .description("requests of any kind, refused ones, too")
                        .register(meters);
        for (Budget budget : Budget.values()) {
            overBudget.put(
                    budget,
                    Counter.builder("rempart.over.budget")
                            .description("requests refused because a source's budget was used up")
                            .tag("budget", budget.label())
                            .register(meters));
        }
        for (Problem problem : Problem.values()) {
            refused.put(problem, outcome(meters, problem.code()));
        }
    }

    private static Counter outcome(MeterRegistry meters, String outcome) {
        return Counter.builder("rempart.answers")
                .description("answers to signatures and challenges, by their code")
                .tag("outcome", outcome)
                .register(meters);
    }

    void request() {
        requests.increment();
    }

    void held() {
        held.increment();
    }

    void overBudget(Budget budget) {
        Counter counter = overBudget.get(budget);
        if (counter != null) {
            counter.increment();
        }
        refused(Problem.SOURCE_OVER_BUDGET);
    }

    void challenge() {
        challenges.increment();
    }

    void recorded() {
        recorded.increment();
    }

    void accepted() {
        accepted.increment();
    }

    void refused(Problem problem) {
        Counter counter = refused.get(problem);
        if (counter != null) {
            counter.increment();
        }
    }

    /// Signatures answered 201 since the start.
    public double recordedTotal() {
        return recorded.count();
    }

    /// Signatures answered 202 since the start.
    public double acceptedTotal() {
        return accepted.count();
    }

    /// Signatures taken as held since the start.
    public double heldTotal() {
        return held.count();
    }

    /// Requests since the start.
    public double requestsTotal() {
        return requests.count();
    }

    /// Requests refused since the start because that budget was used up.
    public double overBudgetTotal(Budget budget) {
        Counter counter = overBudget.get(budget);
        return counter == null ? 0 : counter.count();
    }

    /// Challenges issued since the start.
    public double challengesTotal() {
        return challenges.count();
    }

    /// Refusals of challenges and signatures since the start.
    public double refusedTotal() {
        return refused.values().stream().mapToDouble(Counter::count).sum();
    }
}
