package org.rempart.gateway.intake;

import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.journal.Appended;
import org.rempart.gateway.storage.journal.JournalFile;
import org.rempart.gateway.storage.journal.JournaledRow;

import java.io.IOException;
import java.io.SyncFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// A journal file in memory, whose disk fails when the test says so.
final class MemoryJournalFile implements JournalFile {
    enum Disk {
        WORKS,
        FULL,
        UNREADABLE,
        LOSES_SYNCS
    }

    final TreeMap<Long, KeptRow> rows = new TreeMap<>();
    final List<KeptRow> setAside = new ArrayList<>();
    Disk disk = Disk.WORKS;
    private long lastId;

    private void write() throws IOException {
        switch (disk) {
            case WORKS -> {}
            case FULL, UNREADABLE -> throw new IOException("no space left");
            case LOSES_SYNCS -> throw new SyncFailedException("sync failed");
        }
    }

    @Override
    public List<Appended> append(List<KeptRow> batch) throws IOException {
        write();
        List<Appended> outcomes = new ArrayList<>();
        for (KeptRow row : batch) {
            KeptRow there =
                    Stream.concat(rows.values().stream(), setAside.stream())
                            .filter(other -> other.row().challenge().equals(row.row().challenge()))
                            .findFirst()
                            .orElse(null);
            if (there == null) {
                lastId++;
                rows.put(lastId, row);
            }
            outcomes.add(
                    there == null || there.row().content().equals(row.row().content())
                            ? Appended.KEPT
                            : Appended.SPENT);
        }
        return outcomes;
    }

    @Override
    public List<JournaledRow> oldest(long after, int rowsMax) throws IOException {
        if (disk == Disk.UNREADABLE) {
            throw new IOException("cannot be read");
        }
        return rows.tailMap(after, false).entrySet().stream()
                .limit(rowsMax)
                .map(entry -> new JournaledRow(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public void delete(List<Long> ids) throws IOException {
        write();
        ids.forEach(rows::remove);
    }

    @Override
    public void setAside(long id, String reason) throws IOException {
        write();
        KeptRow row = rows.remove(id);
        if (row != null) {
            setAside.add(row);
        }
    }

    @Override
    public void keys(LongConsumer each) {
        Stream.concat(rows.values().stream(), setAside.stream())
                .forEach(row -> each.accept(row.row().challenge().getLong(0)));
    }

    @Override
    public int rows() {
        return rows.size();
    }

    @Override
    public long bytes() {
        return 1_000L * rows.size();
    }

    @Override
    public void probe() throws IOException {
        write();
    }

    @Override
    public void close() {}
}
