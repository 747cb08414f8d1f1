package org.rempart.gateway.intake;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What of a lane waits for the database, in the order in which it leaves: batches that have to go
/// again, then what came, and what lingers when its time has come.
///
/// Bounded by its lane's waiting rows. Belongs to the lane's thread.
final class Backlog {
    private final int batchRowsMax;
    private final ArrayDeque<Batch> again = new ArrayDeque<>();
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final Lingering lingering;

    Backlog(Intake.Limits limits) {
        this.batchRowsMax = limits.batchRowsMax();
        this.lingering = new Lingering(limits);
    }

    /// What will not be counted waits for company.
    void add(Entry entry) {
        if (entry.row.hold() == null) {
            queue.add(entry);
        } else {
            lingering.add(entry);
        }
    }

    /// Goes before everything else.
    void goesNext(Batch batch) {
        again.addFirst(batch);
    }

    /// Goes before what came, and behind what has to go again already.
    void goesAgain(List<Entry> entries) {
        for (int from = 0; from < entries.size(); from += batchRowsMax) {
            int to = Math.min(entries.size(), from + batchRowsMax);
            again.add(new Batch(entries.subList(from, to), 0));
        }
    }

    /// Ends the lingering of what has lingered for long enough, or all of it.
    void hurry(boolean all, long nowNanos) {
        if (all || lingering.isDue(nowNanos)) {
            lingering.leave(queue);
        }
    }

    /// The next to write; null when there is nothing. What was answered while it waited is not
    /// written: it may have been refused.
    @Nullable Batch next() {
        while (!again.isEmpty()) {
            Batch left = again.remove().left();
            if (!left.entries().isEmpty()) {
                return left;
            }
        }
        List<Entry> entries = new ArrayList<>();
        while (!queue.isEmpty() && entries.size() < batchRowsMax) {
            Entry entry = queue.remove();
            if (!entry.done) {
                entries.add(entry);
            }
        }
        return entries.isEmpty() ? null : new Batch(entries, 0);
    }

    /// Takes those out that came longer ago than that and have not been tried.
    List<Entry> removeThoseOlderThan(long nanos, long nowNanos) {
        List<Entry> late = new ArrayList<>();
        while (!queue.isEmpty() && nowNanos - queue.peek().since > nanos) {
            late.add(queue.remove());
        }
        return late;
    }

    List<Entry> removeAll() {
        List<Entry> all = new ArrayList<>();
        again.forEach(batch -> all.addAll(batch.entries()));
        again.clear();
        all.addAll(queue);
        queue.clear();
        lingering.leave(all);
        return all;
    }

    /// Signatures that came and have not been tried; without those that linger.
    int untried() {
        return queue.size();
    }
}
