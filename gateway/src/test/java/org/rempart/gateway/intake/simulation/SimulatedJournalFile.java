package org.rempart.gateway.intake.simulation;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.journal.Appended;
import org.rempart.gateway.storage.journal.JournalFile;
import org.rempart.gateway.storage.journal.JournaledRow;

import java.io.IOException;
import java.io.SyncFailedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// The journal on a disk that fails, and outlives the gateways that use it. A transaction is there
/// whole or not at all, as it is with SQLite.
///
/// What the running process sees and what a power cut leaves are two things: an append is synced
/// before it returns, and everything before it with it; a delete sometimes is not.
final class SimulatedJournalFile implements JournalFile {
    /// About what a row and its share of an index take.
    static final long ROW_BYTES = 1_000;

    private static final int FORGETS_ONE_IN = 1_000;

    enum Disk {
        WORKS,
        /// Every write takes seconds.
        STALLS,
        FULL,
        FAILS,
        FAILS_SYNCS
    }

    private enum Kind {
        APPEND,
        DELETE,
        SET_ASIDE
    }

    /// A transaction.
    private record Change(Kind kind, List<JournaledRow> rows) {}

    private final Chance chance;
    private final Course course;
    private final Flaw flaw;
    private final TreeMap<Long, KeptRow> kept = new TreeMap<>();
    private final TreeMap<Long, KeptRow> setAside = new TreeMap<>();
    private final Map<Buffer, KeptRow> byChallenge = new HashMap<>();
    private final ArrayDeque<Change> notSynced = new ArrayDeque<>();
    private @Nullable Change inDoubt;
    private long lastId;
    private boolean cutOffInTheNextWrite;
    private Disk disk = Disk.WORKS;
    private boolean broken;

    SimulatedJournalFile(Chance chance, Course course, Flaw flaw) {
        this.chance = chance;
        this.course = course;
        this.flaw = flaw;
    }

    void become(Disk now) {
        disk = broken ? Disk.FAILS : now;
    }

    /// From now on it fails, until it is mended.
    void breakDown() {
        broken = true;
        disk = Disk.FAILS;
    }

    void mend() {
        broken = false;
        disk = Disk.WORKS;
    }

    Disk disk() {
        return disk;
    }

    /// The process dies in the middle of its next write, if it comes to one.
    void cutOffInTheNextWrite() {
        cutOffInTheNextWrite = true;
    }

    void cutOffInNoWrite() {
        cutOffInTheNextWrite = false;
    }

    /// Opening it reads what a killed process had written, and makes that durable.
    void opened() {
        cutOffInTheNextWrite = false;
        notSynced.clear();
    }

    /// What was not synced is there up to some transaction, and none after it.
    void powerCut() {
        cutOffInTheNextWrite = false;
        int surviving = chance.below(notSynced.size() + 1);
        if (inDoubt != null && surviving == notSynced.size()) {
            resolve();
        }
        inDoubt = null;
        while (notSynced.size() > surviving) {
            undo(notSynced.removeLast());
        }
        notSynced.clear();
    }

    private void undo(Change change) {
        for (JournaledRow row : change.rows) {
            switch (change.kind) {
                case APPEND -> {
                    kept.remove(row.id());
                    byChallenge.remove(row.kept().row().challenge());
                    lastId = row.id() - 1;
                }
                case DELETE, SET_ASIDE -> {
                    setAside.remove(row.id());
                    kept.put(row.id(), row.kept());
                    byChallenge.put(row.kept().row().challenge(), row.kept());
                }
            }
        }
        if (change.kind != Kind.APPEND) {
            course.count(Happening.DELETED_ROWS_CAME_BACK);
        }
    }

    private void apply(Change change) {
        for (JournaledRow row : change.rows) {
            Buffer challenge = row.kept().row().challenge();
            switch (change.kind) {
                case APPEND -> {
                    lastId = row.id();
                    if (flaw != Flaw.JOURNAL_FORGETS_A_ROW || !chance.oneIn(FORGETS_ONE_IN)) {
                        kept.put(row.id(), row.kept());
                        byChallenge.put(challenge, row.kept());
                    }
                }
                case DELETE -> {
                    kept.remove(row.id());
                    byChallenge.remove(challenge);
                }
                case SET_ASIDE -> {
                    kept.remove(row.id());
                    setAside.put(row.id(), row.kept());
                    course.count(Happening.ROW_SET_ASIDE);
                }
            }
        }
    }

    /// After a sync that failed the file is opened anew, and what is found there then is durable.
    private void open() throws IOException {
        if (disk == Disk.FAILS
                || (inDoubt != null && disk == Disk.FAILS_SYNCS && chance.oneIn(3))) {
            course.count(Happening.DISK_FAILED);
            throw new IOException("the disk fails");
        }
        if (inDoubt != null) {
            resolve();
        }
    }

    private void resolve() {
        Change change = inDoubt;
        inDoubt = null;
        if (change == null) {
            return;
        }
        boolean there = chance.oneIn(2);
        course.count(there ? Happening.SYNC_FAILED_AND_THERE : Happening.SYNC_FAILED_AND_GONE);
        course.tell(
                "disk",
                () ->
                        "%s of %d rows whose sync failed is %s"
                                .formatted(
                                        change.kind, change.rows.size(), there ? "there" : "gone"));
        if (there) {
            apply(change);
        }
        notSynced.clear();
    }

    private void write(Change change) throws IOException {
        open();
        boolean grows = change.kind == Kind.APPEND;
        if (disk == Disk.FULL && (grows || chance.oneIn(2))) {
            course.count(grows ? Happening.DISK_FULL : Happening.DELETE_FAILED);
            throw new IOException("no space left");
        }
        if (disk == Disk.FAILS_SYNCS && chance.oneIn(2)) {
            inDoubt = change;
            throw flaw == Flaw.FAILED_SYNC_IS_TAKEN_FOR_NOTHING
                    ? new IOException("the sync failed")
                    : new SyncFailedException("the sync failed");
        }
        if (cutOffInTheNextWrite) {
            cutOffInTheNextWrite = false;
            boolean there = chance.oneIn(2);
            course.count(
                    there
                            ? Happening.CUT_OFF_IN_A_WRITE_AND_THERE
                            : Happening.CUT_OFF_IN_A_WRITE_AND_GONE);
            if (there) {
                apply(change);
                notSynced.clear();
            }
            throw new Killed();
        }
        apply(change);
        boolean synced = grows ? flaw != Flaw.APPENDS_ARE_NOT_SYNCED : chance.oneIn(2);
        if (synced) {
            notSynced.clear();
        } else {
            notSynced.add(change);
        }
    }

    @Override
    public List<Appended> append(List<KeptRow> rows) throws IOException {
        List<Appended> outcomes = new ArrayList<>(rows.size());
        List<JournaledRow> added = new ArrayList<>(rows.size());
        open();
        long id = lastId;
        for (KeptRow row : rows) {
            KeptRow there = byChallenge.get(row.row().challenge());
            if (there == null) {
                id++;
                added.add(new JournaledRow(id, row));
            }
            outcomes.add(
                    there == null || there.row().content().equals(row.row().content())
                            ? Appended.KEPT
                            : Appended.SPENT);
        }
        write(new Change(Kind.APPEND, added));
        return outcomes;
    }

    @Override
    public List<JournaledRow> oldest(long after, int rowsMax) throws IOException {
        open();
        List<JournaledRow> rows = new ArrayList<>();
        for (Map.Entry<Long, KeptRow> entry : kept.tailMap(after, false).entrySet()) {
            if (rows.size() == rowsMax) {
                break;
            }
            rows.add(new JournaledRow(entry.getKey(), entry.getValue()));
        }
        return rows;
    }

    @Override
    public void delete(List<Long> ids) throws IOException {
        open();
        if (!ids.isEmpty()) {
            write(new Change(Kind.DELETE, rows(ids)));
        }
    }

    @Override
    public void setAside(long id, String reason) throws IOException {
        open();
        write(new Change(Kind.SET_ASIDE, rows(List.of(id))));
    }

    private List<JournaledRow> rows(List<Long> ids) {
        List<JournaledRow> rows = new ArrayList<>(ids.size());
        for (long id : ids) {
            KeptRow row = kept.get(id);
            if (row != null) {
                rows.add(new JournaledRow(id, row));
            }
        }
        return rows;
    }

    @Override
    public void keys(LongConsumer each) throws IOException {
        open();
        byChallenge.keySet().forEach(challenge -> each.accept(challenge.getLong(0)));
    }

    @Override
    public int rows() throws IOException {
        open();
        return kept.size();
    }

    @Override
    public long bytes() throws IOException {
        open();
        return ROW_BYTES * (kept.size() + setAside.size());
    }

    @Override
    public void probe() throws IOException {
        write(new Change(Kind.APPEND, List.of()));
    }

    @Override
    public void close() {}

    /// What is there, whatever the disk does.
    Collection<KeptRow> kept() {
        return kept.values();
    }

    boolean hasSetAside(Buffer challenge) {
        return setAside.values().stream().anyMatch(row -> row.row().challenge().equals(challenge));
    }

    @Nullable KeptRow find(Buffer challenge) {
        return byChallenge.get(challenge);
    }
}
