package org.rempart.gateway.intake;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import java.time.Duration;

/// The circuit breaker around the batches of all lanes. The library's defaults suit requests; a
/// batch is hundreds of them, so an outage shows in three.
public final class DatabaseBreaker {
    private static final int WINDOW_BATCHES = 10;
    private static final int BATCHES_LEAST = 3;
    private static final float FAILED_PERCENT = 50;

    /// Open for a second at first, for those outages that are a restart.
    private static final Duration OPEN_AT_FIRST = Duration.ofSeconds(1);

    private static final double OPEN_FACTOR = 2;

    /// A database that is back is found out by then.
    private static final Duration OPEN_MAX = Duration.ofSeconds(10);

    private static final int PROBES = 2;

    /// A probe that never reports must not keep the breaker half open for ever.
    private static final Duration HALF_OPEN_MAX = Duration.ofSeconds(5);

    private DatabaseBreaker() {}

    /// A closed one, with its metrics.
    public static CircuitBreaker create(MeterRegistry meters) {
        CircuitBreakerConfig config =
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW_BATCHES)
                        .minimumNumberOfCalls(BATCHES_LEAST)
                        .failureRateThreshold(FAILED_PERCENT)
                        .waitIntervalFunctionInOpenState(
                                IntervalFunction.ofExponentialBackoff(
                                        OPEN_AT_FIRST, OPEN_FACTOR, OPEN_MAX))
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .maxWaitDurationInHalfOpenState(HALF_OPEN_MAX)
                        .build();
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(config);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
        return registry.circuitBreaker("database");
    }
}
