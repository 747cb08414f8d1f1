package org.rempart.gateway.intake;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.SignatureStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What the lanes have in common: their limits, the breaker of the database, and what is known of
/// all of them together.
///
/// Safe from any thread.
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /// A client told to come back sooner than this would be turned away again.
    private static final long RETRY_AFTER_S_LEAST = 1;

    private static final long RETRY_AFTER_S_MAX = 60;

    private final Limits limits;
    private final CircuitBreaker breaker;
    private final RandomGenerator jitter;
    private final Consumer<Set<Long>> onCommit;
    private final RecentlySpent recentlySpent = new RecentlySpent();
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final DistributionSummary batchRows;
    private final Timer batchTime;
    private final Counter inDoubt;

    /// @param onCommit told which petitions got signatures, before these are answered
    @SuppressWarnings("MissingSummary")
    public Intake(
            Limits limits,
            CircuitBreaker breaker,
            RandomGenerator jitter,
            MeterRegistry meters,
            Consumer<Set<Long>> onCommit) {
        this.limits = limits;
        this.breaker = breaker;
        this.jitter = jitter;
        this.onCommit = onCommit;
        this.batchRows =
                DistributionSummary.builder("rempart.intake.batch.rows")
                        .description("signatures written by one statement")
                        .register(meters);
        this.batchTime =
                Timer.builder("rempart.intake.batch")
                        .description("time of a batch, from statement to commit")
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        this.inDoubt =
                Counter.builder("rempart.intake.in.doubt.rows")
                        .description("signatures whose commit had to be asked about again")
                        .register(meters);
        Gauge.builder("rempart.intake.queue.rows", this, Intake::queuedRows)
                .description("signatures that wait for the database or are on their way to it")
                .register(meters);
        Gauge.builder("rempart.intake.drain.rows.per.second", this, Intake::rowsPerSecond)
                .description("measured drain rate of all lanes")
                .register(meters);
        Gauge.builder("rempart.intake.recently.spent.entries", recentlySpent, RecentlySpent::size)
                .description("spent challenges that need not be asked about")
                .register(meters);
    }

    /// The bounds of a gateway's intake.
    ///
    /// @param laneRowsMax signatures that may wait in one lane
    /// @param deadline the longest wait with which a signature is admitted
    /// @param batchRowsMax signatures in one statement
    /// @param answerWait the longest a signature in doubt is kept without an answer
    public record Limits(
            int laneRowsMax, Duration deadline, int batchRowsMax, Duration answerWait) {}

    /// Opens a lane; each event loop has its own.
    public Lane lane(LaneClock clock, SignatureStore store) {
        Lane lane = new Lane(this, clock, store);
        lanes.add(lane);
        return lane;
    }

    /// Signatures that wait or are under way, in all lanes.
    public int queuedRows() {
        return lanes.stream().mapToInt(Lane::queuedRows).sum();
    }

    /// Signatures written in a second while there is something to write, all lanes together.
    public double rowsPerSecond() {
        return lanes.stream().mapToDouble(Lane::rowsPerSecond).sum();
    }

    /// The expected wait in the fullest lane, as a share of the deadline.
    public double waitShare() {
        return lanes.stream().mapToDouble(Lane::waitShare).max().orElse(0);
    }

    /// Whether the breaker lets batches through.
    public CircuitBreaker.State breakerState() {
        return breaker.getState();
    }

    Limits limits() {
        return limits;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    RecentlySpent recentlySpent() {
        return recentlySpent;
    }

    void wrote(int rows, long nanos) {
        batchRows.record(rows);
        batchTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    void inDoubt(int rows, Throwable cause) {
        inDoubt.increment(rows);
        LOG.debug("a batch of {} is in doubt: {}", rows, cause.getClass().getSimpleName());
    }

    void committed(List<SignatureRow> rows, List<RowOutcome> outcomes) {
        Set<Long> petitions = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            if (outcomes.get(i) == RowOutcome.RECORDED) {
                petitions.add(rows.get(i).petitionId());
            }
        }
        if (!petitions.isEmpty()) {
            onCommit.accept(petitions);
        }
    }

    /// In whole seconds, as the header takes them, and up to half as much again: those who were
    /// turned away together do not come back together.
    Duration retryAfter(Duration wait) {
        long seconds = Math.clamp(wait.toSeconds() + 1, RETRY_AFTER_S_LEAST, RETRY_AFTER_S_MAX);
        return Duration.ofSeconds(seconds + jitter.nextLong(seconds / 2 + 2));
    }
}
