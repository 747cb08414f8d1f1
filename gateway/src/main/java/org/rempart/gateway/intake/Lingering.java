package org.rempart.gateway.intake;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/// Signatures that will not be counted, which wait for company: a batch of sixty costs the database
/// little more than one of six (measured: 54 and 279 microseconds of its CPU for each row), and it
/// is attackers, mostly, who wait.
///
/// Bounded by its lane's waiting rows.
final class Lingering {
    /// Nobody minds half a second behind a page that says "sending".
    private static final long WAIT_MS_MAX = 500;

    /// What waits here is to be written within the intake's deadline.
    private static final int SHARE_OF_DEADLINE = 4;

    private final long waitNanosMax;
    private final int rowsMax;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    Lingering(Intake.Limits limits) {
        this.waitNanosMax =
                Math.min(
                        TimeUnit.MILLISECONDS.toNanos(WAIT_MS_MAX),
                        limits.deadline().toNanos() / SHARE_OF_DEADLINE);
        this.rowsMax = limits.batchRowsMax();
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    /// Whether the first has waited for long enough, or a batch is full.
    boolean isDue(long nowNanos) {
        Entry first = entries.peek();
        return first != null
                && (nowNanos - first.since >= waitNanosMax || entries.size() >= rowsMax);
    }

    /// Moves all of them there.
    void leave(Collection<Entry> destination) {
        destination.addAll(entries);
        entries.clear();
    }
}
