package org.rempart.gateway.intake;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.Remedy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The circuit breaker around the batches of all lanes and of the drain. A failed batch is hundreds
/// of signatures, and the journal is there to take them, so the first one opens it. While it is not
/// closed the drain alone asks the database: no living signature is used as a probe.
///
/// Whoever is given a permit reports exactly one outcome for it. Safe from any thread.
public final class DatabaseBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseBreaker.class);

    /// Open for so long at first, for those outages that are a restart.
    private static final Duration OPEN_AT_FIRST = Duration.ofSeconds(1);

    private static final double OPEN_FACTOR = 2;

    /// A database that is back is found out by then; what asks it is one batch that nobody waits
    /// for.
    private static final Duration OPEN_MAX = Duration.ofSeconds(2);

    /// What lanes and drain may do with the database.
    public enum State {
        UP,
        /// Nothing can be written; signatures go to the journal.
        AWAY,
        /// It answers, and its schema or rights are not what is needed: nothing may be promised.
        STOPPED
    }

    private final CircuitBreaker breaker;
    private volatile State whileOpen = State.AWAY;
    private volatile String reason = "";

    /// A closed one, with its metrics.
    ///
    /// @param nanoTime by which the time until the next probe is measured: only moves forward
    public DatabaseBreaker(MeterRegistry meters, LongSupplier nanoTime) {
        CircuitBreakerConfig config =
                CircuitBreakerConfig.custom()
                        .clock(new Steady(nanoTime))
                        .slidingWindowSize(1)
                        .minimumNumberOfCalls(1)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(
                                IntervalFunction.ofExponentialBackoff(
                                        OPEN_AT_FIRST, OPEN_FACTOR, OPEN_MAX))
                        .build();
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(config);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
        breaker = registry.circuitBreaker("database");
        breaker.getEventPublisher().onStateTransition(event -> log(event.getStateTransition()));
    }

    private void log(CircuitBreaker.StateTransition transition) {
        if (transition == CircuitBreaker.StateTransition.CLOSED_TO_OPEN) {
            LOG.warn("the database is {}: {}", whileOpen, reason);
        } else if (transition.getToState() == CircuitBreaker.State.CLOSED) {
            LOG.info("the database is UP again");
        }
    }

    /// What may be done now.
    public State state() {
        return breaker.getState() == CircuitBreaker.State.CLOSED ? State.UP : whileOpen;
    }

    /// The breaker's own state, in the pattern's words.
    public CircuitBreaker.State pattern() {
        return breaker.getState();
    }

    /// Why the database is not up, in a few words; of the last time when it is.
    public String reason() {
        return reason;
    }

    boolean permits() {
        return breaker.tryAcquirePermission();
    }

    void answered(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(long nanos, BatchResult.Failed failed) {
        reason = failed.reason();
        whileOpen = failed.remedy() == Remedy.STOP ? State.STOPPED : State.AWAY;
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new BatchFailed(failed.reason()));
    }

    /// The permit was not used, or what came of it says nothing of the database's health.
    void released() {
        breaker.releasePermission();
    }

    /// A wall clock that is put back would keep the breaker open for as long.
    private static final class Steady extends Clock {
        private final LongSupplier nanoTime;

        Steady(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanoTime.getAsLong());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /// What the breaker is told; nobody throws it.
    private static final class BatchFailed extends Exception {
        private static final long serialVersionUID = 1L;

        BatchFailed(String reason) {
            super(reason, null, false, false);
        }
    }
}
