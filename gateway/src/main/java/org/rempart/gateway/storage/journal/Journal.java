package org.rempart.gateway.storage.journal;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.SignatureRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.SyncFailedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/// The journal of one gateway: what is handed to it is durable on this machine when it says so. One
/// thread writes; what is handed over while it syncs is synced together next time (group commit).
///
/// Safe from any thread. Futures complete on the writer's thread, or at once.
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /// Signatures that may wait for the disk: a second's worth of a flood, about 5 MB.
    private static final int WAITING_ROWS_MAX = 10_000;

    /// Signatures in one transaction: beyond some hundreds a sync costs nothing more for each.
    private static final int GROUP_ROWS_MAX = 500;

    private record Waiting(KeptRow row, Promise<Appended> promise) {}

    /// Whether it takes signatures.
    public enum State {
        READY,
        /// It holds as many rows or bytes as it may.
        FULL,
        /// The disk did not take the last thing that was written.
        FAILING
    }

    /// The bounds of a journal.
    ///
    /// @param rowsMax signatures it may hold
    /// @param bytesMax bytes on disk, to within one transaction
    public record Limits(int rowsMax, long bytesMax) {}

    private final JournalFile file;
    private final Executor writer;
    private final Limits limits;
    private final Timer appendTime;
    private final DistributionSummary groupRows;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final HeldChallenges held = new HeldChallenges();
    private boolean scheduled;
    private boolean closed;
    private boolean keysAreStale;
    private boolean deleteFailed;
    private boolean fileClosed;

    private volatile long bytes;
    private volatile State state = State.READY;

    /// Takes over a file, with what it holds from an earlier life.
    ///
    /// @param writer runs one task at a time; nothing else may use the file
    /// @throws IOException when the file cannot be read
    public Journal(JournalFile file, Executor writer, Limits limits, MeterRegistry meters)
            throws IOException {
        this.file = file;
        this.writer = writer;
        this.limits = limits;
        this.appendTime =
                Timer.builder("rempart.journal.append")
                        .description("time until a group of signatures is on disk")
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        this.groupRows =
                DistributionSummary.builder("rempart.journal.append.rows")
                        .description("signatures that one sync made durable")
                        .register(meters);
        Gauge.builder("rempart.journal.rows", this, Journal::rows)
                .description("signatures that were promised and wait for the database")
                .register(meters);
        Gauge.builder("rempart.journal.bytes", this, Journal::bytes)
                .description("bytes that the journal holds on disk")
                .register(meters);
        held.load(file);
        measure();
        state = full() ? State.FULL : State.READY;
    }

    /// Whether this challenge is in the journal: then its signature is settled there and must not
    /// go to the database beside it.
    public boolean mayHold(Buffer challenge) {
        return held.mayHold(challenge);
    }

    /// Keeps a signature. The future always succeeds.
    public Future<Appended> append(KeptRow row) {
        if (state == State.FULL && !mayHold(row.row().challenge())) {
            return Future.succeededFuture(Appended.FULL);
        }
        Promise<Appended> promise = Promise.promise();
        boolean schedule;
        synchronized (waiting) {
            if (closed) {
                return Future.succeededFuture(Appended.FAILED);
            }
            if (waiting.size() >= WAITING_ROWS_MAX) {
                return Future.succeededFuture(Appended.FULL);
            }
            waiting.add(new Waiting(row, promise));
            schedule = !scheduled;
            scheduled = true;
        }
        if (schedule) {
            writer.execute(this::appendGroup);
        }
        return promise.future();
    }

    private void appendGroup() {
        List<Waiting> group = new ArrayList<>();
        synchronized (waiting) {
            while (group.size() < GROUP_ROWS_MAX && !waiting.isEmpty()) {
                group.add(waiting.remove());
            }
        }
        Map<Buffer, KeptRow> firsts = new LinkedHashMap<>();
        group.forEach(one -> firsts.putIfAbsent(one.row.row().challenge(), one.row));
        Map<Buffer, Appended> appended = append(firsts.values());
        for (Waiting one : group) {
            SignatureRow row = one.row.row();
            Appended outcome = appended.getOrDefault(row.challenge(), Appended.FULL);
            KeptRow first = firsts.get(row.challenge());
            boolean same = first != null && first.row().content().equals(row.content());
            one.promise.complete(outcome == Appended.KEPT && !same ? Appended.SPENT : outcome);
        }
        synchronized (waiting) {
            scheduled = !waiting.isEmpty();
            if (!scheduled) {
                return;
            }
        }
        writer.execute(this::appendGroup);
    }

    /// One outcome for each challenge; none where there is no room.
    private Map<Buffer, Appended> append(Collection<KeptRow> rowsToKeep) {
        Map<Buffer, Appended> outcomes = new HashMap<>();
        List<KeptRow> batch = new ArrayList<>();
        try {
            refreshKeys();
            int room = full() ? 0 : limits.rowsMax() - rows();
            for (KeptRow row : rowsToKeep) {
                boolean there = mayHold(row.row().challenge());
                if (there || room > 0) {
                    batch.add(row);
                    room -= there ? 0 : 1;
                }
            }
            if (batch.isEmpty()) {
                return outcomes;
            }
            Timer.Sample sample = Timer.start();
            List<Appended> results = file.append(batch);
            sample.stop(appendTime);
            groupRows.record(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                outcomes.put(batch.get(i).row().challenge(), results.get(i));
            }
            held.add(batch);
        } catch (IOException | RuntimeException e) {
            Appended outcome =
                    e instanceof IOException && !(e instanceof SyncFailedException)
                            ? Appended.FAILED
                            : Appended.IN_DOUBT;
            rowsToKeep.forEach(row -> outcomes.put(row.row().challenge(), outcome));
            failed(e);
            return outcomes;
        }
        try {
            worked();
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
        return outcomes;
    }

    /// The oldest rows with an id above `after`. Fails when the disk does.
    public Future<List<JournaledRow>> oldest(long after, int rowsMax) {
        return run(() -> {
            List<JournaledRow> oldest = file.oldest(after, rowsMax);
            if (state != State.FAILING) {
                worked();
            }
            return oldest;
        });
    }

    /// Removes rows whose commit in the database is known. Fails when the disk does.
    public Future<Void> delete(List<JournaledRow> gone) {
        return run(() -> {
            boolean again = deleteFailed;
            deleteFailed = true;
            file.delete(gone.stream().map(JournaledRow::id).toList());
            deleteFailed = false;
            if (again) {
                // some may have been gone, and their signatures may have been kept once more
                held.load(file);
            } else {
                held.remove(gone);
            }
            worked();
            return null;
        });
    }

    /// Takes a row that the database will not have out of the way; its challenge stays known. Fails
    /// when the disk does.
    public Future<Void> setAside(JournaledRow row, String reason) {
        return run(() -> {
            file.setAside(row.id(), reason);
            held.oneIsSetAside();
            worked();
            return null;
        });
    }

    /// Finds out whether a disk that failed works again.
    public Future<Void> probe() {
        return run(() -> {
            file.probe();
            worked();
            return null;
        });
    }

    private <T extends @Nullable Object> Future<T> run(Callable<T> work) {
        Promise<T> promise = Promise.promise();
        writer.execute(() -> {
            if (fileClosed) {
                promise.fail("the journal is closed");
                return;
            }
            try {
                refreshKeys();
                promise.complete(work.call());
            } catch (Exception e) {
                failed(e);
                promise.fail(e);
            }
        });
        return promise.future();
    }

    /// After a failure the file may hold more, or less, than is known.
    private void refreshKeys() throws IOException {
        if (keysAreStale) {
            held.load(file);
            keysAreStale = false;
        }
    }

    private void measure() throws IOException {
        bytes = file.bytes();
    }

    private boolean full() {
        return rows() >= limits.rowsMax() || bytes >= limits.bytesMax();
    }

    /// The disk took what was written. That it could be read from says nothing of that.
    private void worked() throws IOException {
        measure();
        become(full() ? State.FULL : State.READY, "");
    }

    private void failed(Exception cause) {
        keysAreStale = true;
        become(State.FAILING, ": " + cause.getMessage());
    }

    private void become(State now, String why) {
        State before = state;
        state = now;
        if (now == before) {
            return;
        }
        if (now == State.READY) {
            LOG.info("the journal takes signatures again, and holds {}", rows());
        } else {
            LOG.warn("the journal is {} and holds {} signatures{}", now, rows(), why);
        }
    }

    /// Whether it takes signatures.
    public State state() {
        return state;
    }

    /// Signatures it holds that wait for the database.
    public int rows() {
        return held.rows();
    }

    /// What it holds, as a share of what it may: of rows or of bytes, whichever is nearer to full.
    public double share() {
        return Math.max((double) rows() / limits.rowsMax(), (double) bytes / limits.bytesMax());
    }

    /// Bytes on disk that hold them.
    public long bytes() {
        return bytes;
    }

    /// What it may hold.
    public Limits limits() {
        return limits;
    }

    /// Takes nothing more, and closes the file after what was taken.
    public Future<Void> close() {
        Promise<Void> promise = Promise.promise();
        synchronized (waiting) {
            closed = true;
        }
        writer.execute(() -> closeAfterWhatWaits(promise));
        return promise.future();
    }

    /// A group that is under way puts itself behind this task when there is more to append.
    private void closeAfterWhatWaits(Promise<Void> promise) {
        boolean more;
        synchronized (waiting) {
            more = !waiting.isEmpty();
        }
        if (more) {
            writer.execute(() -> closeAfterWhatWaits(promise));
            return;
        }
        fileClosed = true;
        file.close();
        promise.complete();
    }
}
