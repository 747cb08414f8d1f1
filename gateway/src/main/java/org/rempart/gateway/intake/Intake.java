package org.rempart.gateway.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.SignatureStore;
import org.rempart.gateway.storage.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private final DatabaseBreaker breaker;
    private final Journal journal;
    private final InstantSource clock;
    private final RandomGenerator jitter;
    private final Consumer<Set<Long>> onCommit;
    private final RecentlySpent recentlySpent = new RecentlySpent();
    private final Claims claims = new Claims();
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final DistributionSummary batchRows;
    private final Timer batchTime;
    private final Counter inDoubtBatches;
    private final Map<Truth, Counter> inDoubtRows = new EnumMap<>(Truth.class);
    private final Counter rejected;

    /// @param clock says when a signature was taken
    /// @param onCommit told which petitions got signatures, before these are answered
    @SuppressWarnings("MissingSummary")
    public Intake(
            Limits limits,
            DatabaseBreaker breaker,
            Journal journal,
            InstantSource clock,
            RandomGenerator jitter,
            MeterRegistry meters,
            Consumer<Set<Long>> onCommit) {
        this.limits = limits;
        this.breaker = breaker;
        this.journal = journal;
        this.clock = clock;
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
        this.inDoubtBatches =
                Counter.builder("rempart.intake.in.doubt.batches")
                        .description("batches that were sent and never answered")
                        .register(meters);
        for (Truth truth : Truth.values()) {
            inDoubtRows.put(
                    truth,
                    Counter.builder("rempart.intake.in.doubt.rows")
                            .description("signatures in doubt, by what became of them")
                            .tag("truth", truth.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        this.rejected =
                Counter.builder("rempart.intake.rejected.rows")
                        .description("signatures that the database will not have")
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
        Gauge.builder("rempart.intake.claims.entries", claims, Claims::size)
                .description("challenges of the signatures that are on their way")
                .register(meters);
    }

    /// The bounds of a gateway's intake.
    ///
    /// @param laneRowsMax signatures that one lane may hold: that wait, or are on their way to the
    ///   database or the journal
    /// @param deadline the longest wait with which a signature is admitted
    /// @param batchRowsMax signatures in one statement
    /// @param journalAfter how long a batch may take before its signatures go to the journal
    /// @param answerWait the longest anybody is kept without an answer
    public record Limits(
            int laneRowsMax,
            Duration deadline,
            int batchRowsMax,
            Duration journalAfter,
            Duration answerWait) {}

    /// What became of a signature that was in doubt.
    enum Truth {
        COMMITTED,
        NOT_COMMITTED,
        /// Nobody was told, for nothing true could be said.
        UNANSWERED
    }

    /// Opens a lane; each event loop has its own.
    public Lane lane(Loop loop, SignatureStore store) {
        Lane lane = new Lane(this, loop, store);
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

    /// Around the database.
    public DatabaseBreaker breaker() {
        return breaker;
    }

    /// For the time when the database is away.
    public Journal journal() {
        return journal;
    }

    /// Whether a signature sent now would be taken, if there is room for it.
    public boolean takesSignatures() {
        return switch (breaker.state()) {
            case UP -> true;
            case AWAY -> journal.state() == Journal.State.READY;
            case STOPPED -> false;
        };
    }

    Limits limits() {
        return limits;
    }

    RecentlySpent recentlySpent() {
        return recentlySpent;
    }

    Claims claims() {
        return claims;
    }

    Instant now() {
        return clock.instant();
    }

    void wrote(int rows, long nanos) {
        batchRows.record(rows);
        batchTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    void inDoubt() {
        inDoubtBatches.increment();
    }

    void found(Truth truth) {
        Counter counter = inDoubtRows.get(truth);
        if (counter != null) {
            counter.increment();
        }
    }

    void rejected(BatchResult.Failed failed) {
        rejected.increment();
        LOG.error("the database will not have a signature: {}", failed.reason());
    }

    void committed(List<SignatureRow> rows, List<RowOutcome> outcomes) {
        Set<Long> petitions = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            if (outcomes.get(i) == RowOutcome.RECORDED || outcomes.get(i) == RowOutcome.KNOWN) {
                petitions.add(rows.get(i).petitionId());
            }
        }
        if (!petitions.isEmpty()) {
            onCommit.accept(petitions);
        }
    }

    /// Neither the database nor the journal takes it.
    Outcome.Refusal unavailable() {
        return new Outcome.Unavailable(retryAfter(limits.deadline()));
    }

    /// In whole seconds, as the header takes them, and up to half as much again: those who were
    /// turned away together do not come back together.
    Duration retryAfter(Duration wait) {
        long seconds = Math.clamp(wait.toSeconds() + 1, RETRY_AFTER_S_LEAST, RETRY_AFTER_S_MAX);
        return Duration.ofSeconds(seconds + jitter.nextLong(seconds / 2 + 2));
    }
}
