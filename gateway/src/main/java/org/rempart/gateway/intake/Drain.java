package org.rempart.gateway.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.SignatureStore;
import org.rempart.gateway.storage.journal.Journal;
import org.rempart.gateway.storage.journal.JournaledRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Brings the journal's signatures to the database, oldest first, and takes them out of the journal
/// when their commit is known. It is also the one who finds out that a database is back: its batch
/// is the probe of the open breaker, so no living signature has to wait for one.
///
/// Everything happens on its own loop.
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /// How often an idle drain looks whether there is something to do.
    private static final long IDLE_MS = 100;

    /// After the disk failed: it may take a second to be asked in vain.
    private static final long DISK_AGAIN_AFTER_MS = 1_000;

    /// A database that cannot take this many rows in one statement cannot take one.
    private static final int ROWS_MIN = 16;

    /// The pause after a batch, in times of what it took: half of one connection is left to living
    /// traffic while that is calm, and nine tenths when it waits.
    private static final int PAUSE_WHEN_CALM = 1;

    private static final int PAUSE_WHEN_BUSY = 9;
    private static final double BUSY_FROM_WAIT_SHARE = 0.1;
    private static final long PAUSE_MS_MAX = 1_000;

    /// Rows that are in the database and could not be removed from the journal yet: about 5 MB.
    private static final int WRITTEN_ROWS_MAX = 5_000;

    private final Intake intake;
    private final Loop loop;
    private final SignatureStore store;
    private final Map<RowOutcome, Counter> drained = new EnumMap<>(RowOutcome.class);
    private final Map<RowOutcome, Integer> sinceEmpty = new EnumMap<>(RowOutcome.class);
    private final List<JournaledRow> written = new ArrayList<>();
    private long after;
    private long diskAskedAt;
    private int rowsMax;
    private boolean resting = true;
    private boolean stopped;
    private final Promise<Void> ended = Promise.promise();

    /// Prepares; does nothing before [#start()].
    public Drain(Intake intake, Loop loop, SignatureStore store, MeterRegistry meters) {
        this.intake = intake;
        this.loop = loop;
        this.store = store;
        this.rowsMax = intake.limits().batchRowsMax();
        this.diskAskedAt = loop.nanoTime() - DISK_AGAIN_AFTER_MS * 1_000_000;
        for (RowOutcome outcome : RowOutcome.values()) {
            drained.put(
                    outcome,
                    Counter.builder("rempart.journal.drained")
                            .description("signatures that left the journal, by what became of them")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    /// Begins, and goes on until it is stopped.
    public void start() {
        loop.execute(this::step);
    }

    /// Begins nothing more; completes when the batch under way has its outcome. Whoever does not
    /// wait for it loses nothing: what is not known to be written stays in the journal.
    public Future<Void> stop() {
        loop.execute(() -> {
            stopped = true;
            if (resting) {
                ended.tryComplete();
            }
        });
        return ended.future();
    }

    private void again(long delayMs) {
        resting = true;
        if (stopped) {
            ended.tryComplete();
        } else {
            loop.after(Math.max(1, delayMs), this::step);
        }
    }

    private void step() {
        if (stopped) {
            return;
        }
        resting = false;
        boolean diskDue = loop.nanoTime() - diskAskedAt >= DISK_AGAIN_AFTER_MS * 1_000_000;
        if (diskDue && !written.isEmpty()) {
            remove(0);
        } else if (diskDue && intake.journal().state() == Journal.State.FAILING) {
            diskAskedAt = loop.nanoTime();
            on(intake.journal().probe(), _ -> ask(), this::ask);
        } else {
            ask();
        }
    }

    private void ask() {
        boolean up = intake.breaker().state() == DatabaseBreaker.State.UP;
        boolean holdsTooMuch = written.size() >= WRITTEN_ROWS_MAX;
        boolean nothingToDo = intake.journal().rows() == written.size() || holdsTooMuch;
        if ((up && nothingToDo) || !intake.breaker().permits()) {
            again(IDLE_MS);
        } else if (holdsTooMuch) {
            replay(List.of());
        } else {
            on(intake.journal().oldest(after, rowsMax), this::replay, () -> unreadable(up));
        }
    }

    /// A disk that fails must not hide that the database is back.
    private void unreadable(boolean up) {
        if (up) {
            intake.breaker().released();
            again(DISK_AGAIN_AFTER_MS);
        } else {
            replay(List.of());
        }
    }

    /// None at all is a probe, too.
    private void replay(List<JournaledRow> rows) {
        if (stopped) {
            intake.breaker().released();
            again(IDLE_MS);
            return;
        }
        long since = loop.nanoTime();
        List<KeptRow> kept = rows.stream().map(JournaledRow::kept).toList();
        on(
                store.replay(kept),
                result -> replayed(rows, result, loop.nanoTime() - since),
                () -> {
                    throw new IllegalStateException("a store that does not keep its contract");
                });
    }

    /// Exactly one outcome is reported for each permit the breaker gives.
    private void replayed(List<JournaledRow> rows, BatchResult result, long nanos) {
        switch (result) {
            case BatchResult.Written(List<RowOutcome> outcomes) -> {
                intake.breaker().answered(nanos);
                settle(rows, outcomes);
                rowsMax = Math.min(2 * rowsMax, intake.limits().batchRowsMax());
                remove(pauseMs(nanos));
            }
            case BatchResult.Failed failed -> failed(rows, failed, nanos);
        }
    }

    private void failed(List<JournaledRow> rows, BatchResult.Failed failed, long nanos) {
        if (stopped) {
            // its connection was closed here: that says nothing of the database
            intake.breaker().released();
            again(IDLE_MS);
            return;
        }
        switch (failed.remedy()) {
            case TRY_AGAIN -> {
                intake.breaker().released();
                again(IDLE_MS);
            }
            case JOURNAL -> {
                intake.breaker().failed(nanos, failed);
                rowsMax = Math.max(ROWS_MIN, rowsMax / 2);
                again(IDLE_MS);
            }
            case STOP -> {
                intake.breaker().failed(nanos, failed);
                again(IDLE_MS);
            }
            case REFUSE -> {
                intake.breaker().answered(nanos);
                if (rows.size() == 1) {
                    setAside(rows.getFirst(), failed);
                } else {
                    rowsMax = Math.max(1, rows.size() / 2);
                    again(rows.isEmpty() ? IDLE_MS : 1);
                }
            }
        }
    }

    private void setAside(JournaledRow row, BatchResult.Failed failed) {
        intake.rejected(failed);
        on(
                intake.journal().setAside(row, failed.reason()),
                _ -> again(1),
                () -> again(DISK_AGAIN_AFTER_MS));
    }

    private void settle(List<JournaledRow> rows, List<RowOutcome> outcomes) {
        List<SignatureRow> signatures = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            KeptRow kept = rows.get(i).kept();
            RowOutcome outcome = outcomes.get(i);
            signatures.add(kept.row());
            count(outcome);
            switch (outcome) {
                case RECORDED, HELD -> {
                    intake.recentlySpent().spent(kept.row());
                    truth(kept, Intake.Truth.NOT_COMMITTED);
                }
                case KNOWN -> {
                    intake.recentlySpent().spent(kept.row());
                    truth(kept, Intake.Truth.COMMITTED);
                }
                case SPENT -> {
                    intake.recentlySpent().spentOnAnother(kept.row());
                    truth(kept, Intake.Truth.NOT_COMMITTED);
                }
                case EXPIRED, NOT_OPEN -> truth(kept, Intake.Truth.NOT_COMMITTED);
            }
            after = Math.max(after, rows.get(i).id());
        }
        intake.committed(signatures, outcomes);
        written.addAll(rows);
    }

    private void count(RowOutcome outcome) {
        sinceEmpty.merge(outcome, 1, Integer::sum);
        Counter counter = drained.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    private void truth(KeptRow kept, Intake.Truth truth) {
        if (kept.inDoubt()) {
            intake.found(truth);
        }
    }

    /// A disk that does not let go of rows does not stop the drain: they are removed later, and
    /// written once more, to no effect, if the gateway dies before.
    private void remove(long pauseMs) {
        List<JournaledRow> gone = List.copyOf(written);
        diskAskedAt = loop.nanoTime();
        on(
                intake.journal().delete(gone),
                _ -> {
                    written.clear();
                    report();
                    again(pauseMs);
                },
                () -> again(pauseMs));
    }

    private void report() {
        if (intake.journal().rows() == 0 && !sinceEmpty.isEmpty()) {
            LOG.info("the journal is empty; what became of its signatures: {}", sinceEmpty);
            sinceEmpty.clear();
        }
    }

    private long pauseMs(long nanos) {
        int times = intake.waitShare() > BUSY_FROM_WAIT_SHARE ? PAUSE_WHEN_BUSY : PAUSE_WHEN_CALM;
        return Math.min(PAUSE_MS_MAX, times * nanos / 1_000_000);
    }

    /// Comes back to the loop, from whichever thread.
    private <T extends @Nullable Object> void on(
            Future<T> future, Consumer<T> then, Runnable otherwise) {
        future.onComplete(result ->
                loop.execute(() -> {
                    if (result.succeeded()) {
                        then.accept(result.result());
                    } else {
                        otherwise.run();
                    }
                }));
    }
}
