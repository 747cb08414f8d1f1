package org.rempart.gateway.intake;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The signatures of a lane that have no outcome yet, by their challenge, and the rules of what may
/// be said of one. Belongs to the lane's thread.
final class Waiting {
    private final Intake intake;
    private final Map<Buffer, Entry> entries = new LinkedHashMap<>();
    private final Promise<Void> emptied = Promise.promise();
    private boolean nothingMoreComes;

    Waiting(Intake intake) {
        this.intake = intake;
    }

    @Nullable Entry of(Buffer challenge) {
        return entries.get(challenge);
    }

    void add(Entry entry) {
        entries.put(entry.row.challenge(), entry);
    }

    int size() {
        return entries.size();
    }

    void end(Entry entry, Outcome outcome) {
        if (entry.done) {
            return;
        }
        entry.done = true;
        entries.remove(entry.row.challenge());
        intake.claims().release(entry.row);
        entry.promise.complete(outcome);
        completeIfEmpty();
    }

    /// An earlier try that nobody answered may still come true, in the database or out of the
    /// journal, whatever is said of this one. Only a challenge that is spent stays spent.
    void endRefused(Entry entry, Outcome.Refusal refusal) {
        if (entry.mayComeTrue() && !refusal.equals(Outcome.SPENT)) {
            endUnanswered(entry);
        } else {
            end(entry, refusal);
        }
    }

    /// Nobody is kept waiting for longer, whether the database hangs, the disk, or both.
    void endThoseOlderThan(Duration wait, long now) {
        entries.values().stream()
                .filter(entry -> now - entry.since >= wait.toNanos())
                .toList()
                .forEach(this::endWithoutWord);
    }

    void endAll() {
        List.copyOf(entries.values()).forEach(this::endWithoutWord);
    }

    private void endWithoutWord(Entry entry) {
        if (entry.journaling || entry.underWay || entry.mayComeTrue()) {
            endUnanswered(entry);
        } else {
            end(entry, intake.unavailable());
        }
    }

    private void endUnanswered(Entry entry) {
        intake.found(Intake.Truth.UNANSWERED);
        end(entry, Outcome.IN_DOUBT);
    }

    /// Nothing is added from now on; completes when everything has its outcome.
    Future<Void> emptied() {
        nothingMoreComes = true;
        completeIfEmpty();
        return emptied.future();
    }

    private void completeIfEmpty() {
        if (nothingMoreComes && entries.isEmpty()) {
            emptied.tryComplete();
        }
    }
}
