package org.rempart.gateway.storage.journal;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.storage.KeptRow;

import java.io.IOException;
import java.util.List;

/// The challenges that the file holds, in memory: 12 to 24 bytes each. Those of rows that were set
/// aside are among them, for they stay spent.
///
/// Written by the journal's writer alone, read by any thread.
final class HeldChallenges {
    private static final Object PRESENT = new Object();

    private final LongObjectMap<Object> keys = new LongObjectHashMap<>();
    private int setAside;
    private volatile int challenges;
    private volatile int rows;

    /// What a challenge is known by: its first 64 bits. They come out of a hash, so two that share
    /// them are not met, and if they were it would cost a look at the file.
    static long key(Buffer challenge) {
        return challenge.getLong(0);
    }

    boolean mayHold(Buffer challenge) {
        if (challenges == 0) {
            return false;
        }
        synchronized (keys) {
            return keys.containsKey(key(challenge));
        }
    }

    /// Rows that wait for the database.
    int rows() {
        return rows;
    }

    void add(List<KeptRow> kept) {
        synchronized (keys) {
            kept.forEach(row -> keys.put(key(row.row().challenge()), PRESENT));
            count();
        }
    }

    void remove(List<JournaledRow> gone) {
        synchronized (keys) {
            gone.forEach(row -> keys.remove(key(row.kept().row().challenge())));
            count();
        }
    }

    void oneIsSetAside() {
        synchronized (keys) {
            setAside++;
            count();
        }
    }

    void load(JournalFile file) throws IOException {
        LongObjectMap<Object> found = new LongObjectHashMap<>();
        file.keys(key -> found.put(key, PRESENT));
        int waitingForTheDatabase = file.rows();
        synchronized (keys) {
            keys.clear();
            keys.putAll(found);
            setAside = keys.size() - waitingForTheDatabase;
            count();
        }
    }

    private void count() {
        challenges = keys.size();
        rows = keys.size() - setAside;
    }
}
