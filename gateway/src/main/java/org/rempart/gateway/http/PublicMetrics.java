package org.rempart.gateway.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.EnumMap;
import java.util.Map;

/// What the public side counts: no source, no petition and no person is a label.
public final class PublicMetrics {
    private final Counter challenges;
    private final Counter recorded;
    private final Counter accepted;
    private final Map<Problem, Counter> refused = new EnumMap<>(Problem.class);

    /// Registers every counter at once, so that each is there from the start.
    public PublicMetrics(MeterRegistry meters) {
        challenges =
                Counter.builder("rempart.challenges")
                        .description("challenges issued")
                        .register(meters);
        recorded = outcome(meters, "recorded");
        accepted = outcome(meters, "accepted");
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

    /// Challenges issued since the start.
    public double challengesTotal() {
        return challenges.count();
    }

    /// Refusals of challenges and signatures since the start.
    public double refusedTotal() {
        return refused.values().stream().mapToDouble(Counter::count).sum();
    }
}
