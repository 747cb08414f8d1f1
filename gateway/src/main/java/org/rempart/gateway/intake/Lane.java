package org.rempart.gateway.intake;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.SignatureStore;
import org.rempart.gateway.storage.journal.Appended;
import org.rempart.gateway.storage.journal.Journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /// @param tries how often it has lost to others
    private record Batch(List<Entry> entries, int tries) {
        /// Without those that have their outcome.
        Batch left() {
            return new Batch(entries.stream().filter(entry -> !entry.done).toList(), tries);
        }
    }

    private final Intake intake;
    private final Loop loop;
    private final SignatureStore store;
    private final DatabaseBreaker breaker;
    private final Journal journal;
    private final DrainRate drainRate;

    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final ArrayDeque<Batch> again = new ArrayDeque<>();
    private final List<Entry> unknown = new ArrayList<>();

    /// By challenge, those that came first before the others.
    private final Map<Buffer, Entry> waiting = new LinkedHashMap<>();

    private @Nullable Batch underWay;
    private long underWaySince;
    private boolean pumping;
    private boolean draining;
    private boolean closed;
    private @Nullable Promise<Void> drained;

    private volatile int queuedRows;
    private volatile double rowsPerSecond;
    private volatile double waitShare;

    Lane(Intake intake, Loop loop, SignatureStore store) {
        this.intake = intake;
        this.loop = loop;
        this.store = store;
        this.breaker = intake.breaker();
        this.journal = intake.journal();
        this.drainRate = new DrainRate(intake.limits().batchRowsMax());
        loop.after(TICK_MS, this::tick);
    }

    /// What any signature would be refused with now; null when one may come in.
    public Outcome.@Nullable Refusal refusal() {
        if (draining || isFull()) {
            return overloaded();
        }
        return switch (breaker.state()) {
            case STOPPED -> unavailable();
            case AWAY -> journalTakes() ? null : unavailable();
            case UP -> isDiverted() || queueTakes() ? null : overloaded();
        };
    }

    /// Whatever they wait for.
    private boolean isFull() {
        return waiting.size() >= intake.limits().laneRowsMax();
    }

    private boolean queueTakes() {
        return expectedWaitNanos() <= intake.limits().deadline().toNanos();
    }

    private boolean journalTakes() {
        return journal.state() == Journal.State.READY;
    }

    /// The batch under way takes too long, and the journal takes what comes meanwhile.
    private boolean isDiverted() {
        return underWay != null
                && loop.nanoTime() - underWaySince >= intake.limits().journalAfter().toNanos()
                && journalTakes();
    }

    /// Takes a signature, or refuses it at once. The future always succeeds, with exactly one
    /// outcome, a tick or two after the intake's `answerWait` at the latest.
    public Future<Outcome> submit(SignatureRow row) {
        Entry twin = waiting.get(row.challenge());
        if (twin != null) {
            return twin.row.content().equals(row.content())
                    ? twin.promise.future()
                    : Future.succeededFuture(Outcome.SPENT);
        }
        if (!intake.claims().take(row)) {
            return Future.succeededFuture(Outcome.SPENT);
        }
        Outcome outcome = intake.recentlySpent().known(row);
        boolean promised = outcome == null && journal.mayHold(row.challenge()) && !isFull();
        if (outcome == null && !promised) {
            outcome = refusal();
        }
        if (outcome != null) {
            intake.claims().release(row);
            return Future.succeededFuture(outcome);
        }
        Entry entry = new Entry(row, loop.nanoTime());
        waiting.put(row.challenge(), entry);
        if (promised || breaker.state() != DatabaseBreaker.State.UP || isDiverted()) {
            keep(entry);
        } else {
            queue.add(entry);
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
            batch.entries().forEach(this::keep);
            keepWhatWaits();
        }
        endTheOverdue();
        settleUnknown();
        pump();
        loop.after(TICK_MS, this::tick);
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        refuseTheLate();
        while (underWay == null && somethingIsLeft()) {
            if (breaker.state() == DatabaseBreaker.State.UP && breaker.permits()) {
                write(again.isEmpty() ? nextBatch() : again.remove());
            } else {
                divert();
            }
        }
        pumping = false;
        observe();
    }

    /// What was answered while it waited to be written again is not written: it may have been
    /// refused.
    private boolean somethingIsLeft() {
        while (!again.isEmpty()) {
            Batch left = again.remove().left();
            if (!left.entries().isEmpty()) {
                again.addFirst(left);
                return true;
            }
        }
        return !queue.isEmpty();
    }

    private Batch nextBatch() {
        int rows = Math.min(queue.size(), intake.limits().batchRowsMax());
        List<Entry> entries = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            entries.add(queue.remove());
        }
        return new Batch(entries, 0).left();
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
                    end(entry, Outcome.RECORDED);
                }
                case SPENT -> {
                    intake.recentlySpent().spentOnAnother(entry.row);
                    refused(entry, Outcome.SPENT);
                }
                case EXPIRED -> refused(entry, Outcome.EXPIRED);
                case NOT_OPEN -> refused(entry, Outcome.NOT_OPEN);
            }
        }
    }

    /// What the journal may be keeping just now is not refused before it has answered: what it has
    /// kept is promised.
    private void refused(Entry entry, Outcome.Refusal refusal) {
        if (entry.journaling) {
            entry.refusal = refusal;
        } else {
            endRefused(entry, refusal);
        }
    }

    /// An earlier try that nobody answered may still come true, in the database or out of the
    /// journal, whatever is said of this one. Only a challenge that is spent stays spent.
    private void endRefused(Entry entry, Outcome.Refusal refusal) {
        if (entry.mayComeTrue() && !refusal.equals(Outcome.SPENT)) {
            endUnanswered(entry);
        } else {
            end(entry, refusal);
        }
    }

    private void endUnanswered(Entry entry) {
        intake.found(Intake.Truth.UNANSWERED);
        end(entry, Outcome.IN_DOUBT);
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
                    again.addFirst(new Batch(left, batch.tries() + 1));
                } else {
                    left.forEach(this::keep);
                }
            }
            case JOURNAL -> {
                breaker.failed(nanos, failed);
                left.forEach(this::keep);
            }
            case REFUSE -> {
                breaker.answered(nanos);
                findTheOneAtFault(left, batch.entries().size() == 1, failed);
            }
            case STOP -> {
                breaker.failed(nanos, failed);
                left.forEach(this::refuseOrWait);
            }
        }
    }

    /// By halves: the others are written. One that is left of several may be innocent.
    private void findTheOneAtFault(
            List<Entry> entries, boolean wasAlone, BatchResult.Failed failed) {
        if (wasAlone) {
            entries.forEach(entry -> {
                intake.rejected(failed);
                refused(entry, Outcome.REJECTED);
            });
        } else {
            int half = entries.size() / 2;
            again.addFirst(new Batch(entries.subList(half, entries.size()), 0));
            again.addFirst(new Batch(entries.subList(0, half), 0));
        }
    }

    /// The database takes nothing now: what waits for it goes to the journal, or is refused.
    private void divert() {
        if (breaker.state() == DatabaseBreaker.State.STOPPED) {
            takeOutWhatWaits().forEach(this::refuseOrWait);
        } else {
            keepWhatWaits();
        }
    }

    private void keepWhatWaits() {
        takeOutWhatWaits().forEach(this::keep);
    }

    private List<Entry> takeOutWhatWaits() {
        List<Entry> out = new ArrayList<>();
        again.forEach(batch -> out.addAll(batch.entries()));
        again.clear();
        out.addAll(queue);
        queue.clear();
        return out;
    }

    private void keep(Entry entry) {
        if (entry.done || entry.journaling) {
            return;
        }
        if (intake.recentlySpent().isSpentOnAnother(entry.row)) {
            refuseOrWait(entry);
            return;
        }
        entry.journaling = true;
        KeptRow row = new KeptRow(entry.row, intake.now(), entry.mayBeWritten());
        Future<Appended> appended = journal.append(row);
        if (appended.isComplete()) {
            kept(entry, appended.result());
        } else {
            appended.onSuccess(outcome -> loop.execute(() -> kept(entry, outcome)));
        }
    }

    private void kept(Entry entry, Appended appended) {
        entry.journaling = false;
        if (entry.done) {
            return;
        }
        switch (appended) {
            case KEPT -> endKept(entry);
            case SPENT -> spentInTheJournal(entry);
            case FULL, FAILED -> refuseOrWait(entry);
            case IN_DOUBT -> {
                entry.mayBeKept = true;
                refuseOrWait(entry);
            }
        }
        observe();
    }

    /// What the journal held for its challenge may have been drained since it was asked the first
    /// time: then nothing will come of what it keeps now.
    private void endKept(Entry entry) {
        Outcome known = intake.recentlySpent().known(entry.row);
        if (known != null) {
            end(entry, known);
        } else if (intake.recentlySpent().isSpentOnAnother(entry.row)) {
            entry.mayBeKept = true;
            refuseOrWait(entry);
        } else {
            end(entry, Outcome.ACCEPTED);
        }
    }

    /// That one may yet find its challenge bought by this one, if this one was sent.
    private void spentInTheJournal(Entry entry) {
        entry.mayBeKept = false;
        if (entry.mayBeWritten()) {
            refuseOrWait(entry);
        } else {
            end(entry, Outcome.SPENT);
        }
    }

    /// Only of what cannot have been written anywhere is it true that it was not taken.
    private void refuseOrWait(Entry entry) {
        if (entry.done || entry.journaling || entry.underWay) {
            return;
        }
        Outcome.Refusal refusal = entry.refusal;
        if (refusal != null) {
            endRefused(entry, refusal);
        } else if (entry.mayComeTrue()) {
            unknown.add(entry);
        } else {
            end(entry, unavailable());
        }
    }

    /// What may have been written is asked about until its truth is known, or nobody waits for it
    /// any more: in the journal when that holds its challenge, and else in the database.
    private void settleUnknown() {
        List<Entry> asked = unknown.stream().filter(entry -> !entry.done).toList();
        unknown.clear();
        List<Entry> writable = new ArrayList<>();
        for (Entry entry : asked) {
            boolean isTheJournals = journal.mayHold(entry.row.challenge());
            if (breaker.state() == DatabaseBreaker.State.UP && !isTheJournals) {
                writable.add(entry);
            } else if (journalTakes()) {
                keep(entry);
            } else {
                unknown.add(entry);
            }
        }
        int rowsMax = intake.limits().batchRowsMax();
        for (int from = 0; from < writable.size(); from += rowsMax) {
            int to = Math.min(writable.size(), from + rowsMax);
            again.add(new Batch(writable.subList(from, to), 0));
        }
    }

    /// Nobody is kept waiting for longer, whether the database hangs, the disk, or both.
    private void endTheOverdue() {
        long wait = intake.limits().answerWait().toNanos();
        while (!waiting.isEmpty()) {
            Entry eldest = waiting.values().iterator().next();
            if (loop.nanoTime() - eldest.since < wait) {
                return;
            }
            if (eldest.journaling || eldest.underWay || eldest.mayComeTrue()) {
                endUnanswered(eldest);
            } else {
                end(eldest, unavailable());
            }
        }
    }

    private void refuseTheLate() {
        long deadline = intake.limits().deadline().toNanos();
        while (!queue.isEmpty() && loop.nanoTime() - queue.peek().since > deadline) {
            end(queue.remove(), overloaded());
        }
    }

    private void end(Entry entry, Outcome outcome) {
        if (entry.done) {
            return;
        }
        entry.done = true;
        waiting.remove(entry.row.challenge());
        intake.claims().release(entry.row);
        entry.promise.complete(outcome);
        if (waiting.isEmpty() && drained != null) {
            drained.tryComplete();
        }
    }

    private Outcome.Refusal overloaded() {
        return new Outcome.Overloaded(intake.retryAfter(Duration.ofNanos(expectedWaitNanos())));
    }

    private Outcome.Refusal unavailable() {
        return new Outcome.Unavailable(intake.retryAfter(intake.limits().deadline()));
    }

    /// An idle lane takes a signature whatever its last batches took: how else would it find out
    /// that the database is fast again?
    private long expectedWaitNanos() {
        if (underWay == null && queue.isEmpty()) {
            return 0;
        }
        long underWayNanos = underWay == null ? 0 : loop.nanoTime() - underWaySince;
        return drainRate.expectedWaitNanos(queue.size(), underWayNanos);
    }

    private void observe() {
        queuedRows = waiting.size();
        rowsPerSecond = drainRate.rowsPerSecond();
        waitShare = (double) expectedWaitNanos() / intake.limits().deadline().toNanos();
    }

    /// Refuses what comes from now on; completes when everything taken has its outcome, which is
    /// within [#DRAIN_MS_MAX] milliseconds. A batch may still be under way then: its signatures are
    /// in the journal, or were not answered.
    public Future<Void> drain() {
        draining = true;
        Promise<Void> promise = Promise.promise();
        drained = promise;
        if (waiting.isEmpty()) {
            promise.complete();
        } else {
            loop.after(DRAIN_MS_MAX, this::letGo);
        }
        return promise.future().onComplete(_ -> closed = true);
    }

    private void letGo() {
        queue.clear();
        again.clear();
        unknown.clear();
        for (Entry entry : List.copyOf(waiting.values())) {
            if (entry.mayBeWritten() || entry.journaling) {
                endUnanswered(entry);
            } else {
                end(entry, unavailable());
            }
        }
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
