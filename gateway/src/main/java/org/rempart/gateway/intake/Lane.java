package org.rempart.gateway.intake;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.SignatureStore;
import org.rempart.gateway.storage.journal.Journal;

import java.time.Duration;
import java.util.List;

/// One event loop's way to the database: a bounded queue and one batch under way. Group commit
/// without a timer: the first signature leaves at once, and what comes while a batch is under way
/// leaves together when it is done (measured: 1.2 times the rate of a 5 ms linger, and a tenth of
/// its wait at half load).
///
/// When the database is away, or keeps a batch for longer than anybody should wait, signatures go
/// to the journal instead. A batch without an answer may have been written: its signatures go there
/// too, and are found in the database when they are written again.
///
/// Everything happens on the lane's own thread.
public final class Lane {
    /// How often the lane looks at what waits.
    private static final long TICK_MS = 50;

    /// A batch that lost to others so often (deadlocks, mostly) leaves the field to them.
    private static final int TRIES_MAX = 3;

    /// What is left when the gateway stops has its answer by then: a batch's deadline, by default,
    /// and what its signatures need to reach the journal.
    private static final long DRAIN_MS_MAX = 2_500;

    private final Intake intake;
    private final Loop loop;
    private final SignatureStore store;
    private final DatabaseBreaker breaker;
    private final Journal journal;
    private final Waiting waiting;
    private final Rivals rivals = new Rivals();
    private final Keeping keeping;
    private final DrainRate drainRate;

    private final Backlog backlog;
    private @Nullable Batch underWay;
    private long underWaySince;
    private boolean pumping;
    private boolean draining;
    private boolean closed;

    private volatile int queuedRows;
    private volatile double rowsPerSecond;
    private volatile double waitShare;

    Lane(Intake intake, Loop loop, SignatureStore store) {
        this.intake = intake;
        this.loop = loop;
        this.store = store;
        this.breaker = intake.breaker();
        this.journal = intake.journal();
        this.waiting = new Waiting(intake);
        this.backlog = new Backlog(intake.limits());
        this.keeping = new Keeping(intake, loop, waiting);
        this.drainRate = new DrainRate(intake.limits().batchRowsMax());
        loop.after(TICK_MS, this::tick);
    }

    /// What any signature would be refused with now; null when one may come in.
    public Outcome.@Nullable Refusal refusal() {
        if (draining || isFull()) {
            return overloaded();
        }
        return switch (breaker.state()) {
            case STOPPED -> intake.unavailable();
            case AWAY -> keeping.isPossible() ? null : intake.unavailable();
            case UP -> isDiverted() || queueTakes() ? null : overloaded();
        };
    }

    /// Whatever they wait for.
    private boolean isFull() {
        return held() >= intake.limits().laneRowsMax();
    }

    private int held() {
        return waiting.size() + rivals.size();
    }

    private boolean queueTakes() {
        return expectedWaitNanos() <= intake.limits().deadline().toNanos();
    }

    /// The batch under way takes too long, and the journal takes what comes meanwhile.
    private boolean isDiverted() {
        return underWay != null
                && loop.nanoTime() - underWaySince >= intake.limits().journalAfter().toNanos()
                && keeping.isPossible();
    }

    /// What becomes, or became, of a signature that was posted before; null for one that was not,
    /// as far as is known here.
    public @Nullable Future<Outcome> postedBefore(SignatureRow row) {
        Entry twin = waiting.of(row.challenge());
        if (twin != null && twin.row.content().equals(row.content())) {
            return twin.promise.future();
        }
        Outcome known = intake.recentlySpent().known(row);
        return known == null ? null : Future.succeededFuture(known);
    }

    /// Whether a challenge is known here to have bought a signature, or to be about to.
    public boolean isKnown(Buffer challenge) {
        return waiting.of(challenge) != null || intake.recentlySpent().holds(challenge);
    }

    /// Takes a signature, or refuses it at once. The future always succeeds, with exactly one
    /// outcome, a tick or two after the intake's `answerWait` at the latest.
    public Future<Outcome> submit(SignatureRow row) {
        return submit(row, loop.nanoTime());
    }

    private Future<Outcome> submit(SignatureRow row, long since) {
        Future<Outcome> before = postedBefore(row);
        if (before != null) {
            return before;
        }
        Rivals.Rival rival = new Rivals.Rival(row, since);
        Claims.Taken taken = intake.claims().take(row, () -> loop.execute(() -> lookAgain(rival)));
        if (taken == Claims.Taken.HELD) {
            return enter(row, since);
        }
        if (taken == Claims.Taken.CROWDED || draining || isFull()) {
            return Future.succeededFuture(overloaded());
        }
        rivals.add(rival);
        return rival.promise.future();
    }

    private void lookAgain(Rivals.Rival rival) {
        if (rivals.remove(rival)) {
            submit(rival.row, rival.since).onComplete(rival.promise);
        }
    }

    private Future<Outcome> enter(SignatureRow row, long since) {
        Outcome outcome = intake.recentlySpent().known(row);
        boolean promised = outcome == null && journal.mayHold(row.challenge()) && !isFull();
        if (outcome == null && !promised) {
            outcome = refusal();
        }
        if (outcome != null) {
            intake.claims().release(row);
            return Future.succeededFuture(outcome);
        }
        Entry entry = new Entry(row, since);
        waiting.add(entry);
        if (promised || breaker.state() != DatabaseBreaker.State.UP || isDiverted()) {
            keeping.keep(entry);
        } else {
            backlog.add(entry);
            pump();
        }
        return entry.promise.future();
    }

    private void tick() {
        if (closed) {
            return;
        }
        Batch batch = underWay;
        if (batch != null && isDiverted()) {
            batch.entries().forEach(keeping::keep);
            keepWhatWaits();
        }
        waiting.endThoseOlderThan(intake.limits().answerWait(), loop.nanoTime());
        rivals.refuseThoseOlderThan(intake.limits().deadline(), loop.nanoTime(), overloaded());
        backlog.goesAgain(keeping.askAgain());
        backlog.hurry(draining, loop.nanoTime());
        pump();
        loop.after(TICK_MS, this::tick);
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        refuseTheLate();
        for (Batch next = next(); next != null; next = next()) {
            if (breaker.state() == DatabaseBreaker.State.UP && breaker.permits()) {
                write(next);
            } else {
                backlog.goesNext(next);
                divert();
            }
        }
        pumping = false;
        observe();
    }

    private @Nullable Batch next() {
        return underWay == null ? backlog.next() : null;
    }

    private void write(Batch batch) {
        underWay = batch;
        underWaySince = loop.nanoTime();
        batch.entries().forEach(entry -> entry.underWay = true);
        store.write(batch.entries().stream().map(entry -> entry.row).toList())
                .onSuccess(result -> written(batch, result));
    }

    /// Exactly one outcome is reported for each permit the breaker gives.
    private void written(Batch batch, BatchResult result) {
        if (closed) {
            // its connection was closed here: that says nothing of the database
            breaker.released();
            return;
        }
        long nanos = loop.nanoTime() - underWaySince;
        underWay = null;
        batch.entries().forEach(entry -> entry.underWay = false);
        switch (result) {
            case BatchResult.Written(List<RowOutcome> outcomes) -> {
                breaker.answered(nanos);
                drainRate.wrote(batch.entries().size(), nanos);
                intake.wrote(batch.entries().size(), nanos);
                settle(batch.entries(), outcomes);
            }
            case BatchResult.Failed failed -> failed(batch, failed, nanos);
        }
        pump();
    }

    private void settle(List<Entry> entries, List<RowOutcome> outcomes) {
        intake.committed(entries.stream().map(entry -> entry.row).toList(), outcomes);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            switch (outcomes.get(i)) {
                case RECORDED, KNOWN, HELD -> {
                    intake.recentlySpent().spent(entry.row);
                    waiting.end(entry, Outcome.RECORDED);
                }
                case SPENT -> {
                    intake.recentlySpent().spentOnAnother(entry.row);
                    keeping.refused(entry, Outcome.SPENT);
                }
                case EXPIRED -> keeping.refused(entry, Outcome.EXPIRED);
                case NOT_OPEN -> keeping.refused(entry, Outcome.NOT_OPEN);
            }
        }
    }

    private void failed(Batch batch, BatchResult.Failed failed, long nanos) {
        if (failed.inDoubt()) {
            intake.inDoubt();
            batch.entries().forEach(entry -> entry.inDoubt = true);
        }
        List<Entry> left = batch.left().entries();
        switch (failed.remedy()) {
            case TRY_AGAIN -> {
                breaker.released();
                if (batch.tries() + 1 < TRIES_MAX) {
                    backlog.goesNext(new Batch(left, batch.tries() + 1));
                } else {
                    left.forEach(keeping::keep);
                }
            }
            case JOURNAL -> {
                breaker.failed(nanos, failed);
                left.forEach(keeping::keep);
            }
            case REFUSE -> {
                breaker.answered(nanos);
                findTheOneAtFault(left, batch.entries().size() == 1, failed);
            }
            case STOP -> {
                breaker.failed(nanos, failed);
                left.forEach(keeping::refuseOrWait);
            }
        }
    }

    /// By halves: the others are written. One that is left of several may be innocent.
    private void findTheOneAtFault(
            List<Entry> entries, boolean wasAlone, BatchResult.Failed failed) {
        if (wasAlone) {
            entries.forEach(entry -> {
                intake.rejected(failed);
                keeping.refused(entry, Outcome.REJECTED);
            });
        } else {
            int half = entries.size() / 2;
            backlog.goesNext(new Batch(entries.subList(half, entries.size()), 0));
            backlog.goesNext(new Batch(entries.subList(0, half), 0));
        }
    }

    /// The database takes nothing now: what waits for it goes to the journal, or is refused.
    private void divert() {
        if (breaker.state() == DatabaseBreaker.State.STOPPED) {
            backlog.removeAll().forEach(keeping::refuseOrWait);
        } else {
            keepWhatWaits();
        }
    }

    private void keepWhatWaits() {
        backlog.removeAll().forEach(keeping::keep);
    }

    private void refuseTheLate() {
        backlog.removeThoseOlderThan(intake.limits().deadline().toNanos(), loop.nanoTime())
                .forEach(entry -> waiting.end(entry, overloaded()));
    }

    private Outcome.Refusal overloaded() {
        return new Outcome.Overloaded(intake.retryAfter(Duration.ofNanos(expectedWaitNanos())));
    }

    /// An idle lane takes a signature whatever its last batches took: how else would it find out
    /// that the database is fast again? And nobody waits longer for a batch than until the journal
    /// takes over.
    private long expectedWaitNanos() {
        if (underWay == null && backlog.untried() == 0) {
            return 0;
        }
        if (isDiverted()) {
            return intake.limits().journalAfter().toNanos();
        }
        long underWayNanos = underWay == null ? 0 : loop.nanoTime() - underWaySince;
        return drainRate.expectedWaitNanos(backlog.untried(), underWayNanos);
    }

    private void observe() {
        queuedRows = held();
        rowsPerSecond = drainRate.rowsPerSecond();
        waitShare = (double) expectedWaitNanos() / intake.limits().deadline().toNanos();
    }

    /// Refuses what comes from now on; completes when everything taken has its outcome, which is
    /// within [#DRAIN_MS_MAX] milliseconds. A batch may still be under way then: its signatures are
    /// in the journal, or were not answered.
    public Future<Void> drain() {
        draining = true;
        rivals.refuseAll(overloaded());
        loop.after(DRAIN_MS_MAX, waiting::endAll);
        return waiting.emptied().onComplete(_ -> closed = true);
    }

    /// Rows that wait or are under way. Safe from any thread, like the next two.
    int queuedRows() {
        return queuedRows;
    }

    double rowsPerSecond() {
        return rowsPerSecond;
    }

    double waitShare() {
        return waitShare;
    }
}
