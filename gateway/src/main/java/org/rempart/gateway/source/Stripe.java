package org.rempart.gateway.source;

import java.util.Arrays;
import java.util.List;

/// A part of the table: for each key the times of all its budgets, in buckets of [#BUCKET_ENTRIES]
/// (a set-associative cache). Whoever uses it holds its monitor.
///
/// A key has its bucket, found by the lower half of it. When that is full, an entry whose budgets
/// are all whole again is replaced; when there is none the stripe doubles its buckets; and when it
/// is as large as it may be, the quietest of the bucket is forgotten: the one with the least debt
/// as a share of each of its budgets, added up. A louder entry is never forgotten before a quieter
/// one of the bucket, and where keys are keyed hashes nobody can choose who meets him there.
final class Stripe {
    /// With the table half full, one bucket of this size in ten thousand overflows (Poisson).
    static final int BUCKET_ENTRIES = 32;

    private static final int ABSENT = -1;

    private final int number;
    private final Ticks[] ticks;
    private final int bucketsMax;
    private long[] keys = new long[BUCKET_ENTRIES];
    private int[] times;
    private final float[] loudness = new float[BUCKET_ENTRIES];
    private long sweptNanos;
    private int entries;
    private long forgotten;

    /// @param ticks of each budget
    /// @param bucketsMax a power of two
    Stripe(int number, List<Ticks> ticks, int bucketsMax) {
        if (Integer.bitCount(bucketsMax) != 1) {
            throw new IllegalArgumentException("the number of buckets is a power of two");
        }
        this.number = number;
        this.ticks = ticks.toArray(Ticks[]::new);
        this.bucketsMax = bucketsMax;
        this.times = new int[BUCKET_ENTRIES * ticks.size()];
    }

    /// Its place in the order in which locks are taken.
    int number() {
        return number;
    }

    /// The stored time of a budget, in its ticks; now for a key that is not there.
    long read(long key, int budget, long elapsedNanos) {
        keepUp(elapsedNanos);
        long now = ticks[budget].at(elapsedNanos);
        int slot = slot(key);
        return slot == ABSENT ? now : Ticks.stored(times[slot * ticks.length + budget], now);
    }

    /// Stores the time of a budget, at most a window ahead, if need be in place of another key's.
    void write(long key, int budget, long stored, long elapsedNanos) {
        keepUp(elapsedNanos);
        int slot = slot(key);
        if (slot == ABSENT) {
            slot = room(key, elapsedNanos);
            keys[slot] = key;
            for (int b = 0; b < ticks.length; b++) {
                times[slot * ticks.length + b] = (int) ticks[b].at(elapsedNanos);
            }
            entries++;
        }
        times[slot * ticks.length + budget] = (int) stored;
    }

    boolean holds(long key, long elapsedNanos) {
        keepUp(elapsedNanos);
        return slot(key) != ABSENT;
    }

    /// Keys that are there, some of them perhaps whole again since the last sweep.
    int entries() {
        return entries;
    }

    /// Keys that were forgotten before they were whole again.
    long forgotten() {
        return forgotten;
    }

    /// Bytes of its arrays.
    long bytes() {
        return (long) keys.length * Long.BYTES + (long) times.length * Integer.BYTES;
    }

    /// Brings all times up to date when the clock has moved far, either way. Should it step back by
    /// less, what was spent stays spent until it is where it was.
    void keepUp(long elapsedNanos) {
        if (Math.abs(elapsedNanos - sweptNanos) > Ticks.SWEEP_INTERVAL_NANOS) {
            sweep(elapsedNanos);
        }
    }

    /// Forgets what is whole again, and takes what is not to the present: a debt as it is now, or,
    /// should the clock have stepped back, as it was at the last sweep.
    private void sweep(long elapsedNanos) {
        boolean back = elapsedNanos < sweptNanos;
        long idleNanos = elapsedNanos - sweptNanos - Ticks.SWEEP_INTERVAL_NANOS;
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] == 0) {
                continue;
            }
            boolean rested = true;
            for (int b = 0; b < ticks.length; b++) {
                Ticks tick = ticks[b];
                int at = slot * ticks.length + b;
                boolean whole = !back && idleNanos >= tick.windowNanos();
                int since = (int) tick.at(back ? sweptNanos : elapsedNanos);
                long debt = whole ? 0 : Math.clamp(times[at] - since, 0, tick.window());
                times[at] = (int) (tick.at(elapsedNanos) + debt);
                rested &= debt == 0;
            }
            if (rested) {
                keys[slot] = 0;
                entries--;
            }
        }
        sweptNanos = elapsedNanos;
        shrink();
    }

    private int slot(long key) {
        int first = bucket(key, keys.length / BUCKET_ENTRIES) * BUCKET_ENTRIES;
        for (int slot = first; slot < first + BUCKET_ENTRIES; slot++) {
            if (keys[slot] == key) {
                return slot;
            }
        }
        return ABSENT;
    }

    /// The lower half of the key, scaled: with twice the buckets, those of one are in two.
    private static int bucket(long key, int buckets) {
        return (int) (((key & 0xffff_ffffL) * buckets) >>> Integer.SIZE);
    }

    /// A free slot for a key that is not there.
    private int room(long key, long elapsedNanos) {
        while (true) {
            int buckets = keys.length / BUCKET_ENTRIES;
            int first = bucket(key, buckets) * BUCKET_ENTRIES;
            for (int slot = first; slot < first + BUCKET_ENTRIES; slot++) {
                if (keys[slot] == 0) {
                    return slot;
                }
            }
            listen(first, elapsedNanos);
            int quietest = 0;
            for (int i = 1; i < BUCKET_ENTRIES; i++) {
                quietest = loudness[i] < loudness[quietest] ? i : quietest;
            }
            boolean rested = loudness[quietest] == 0;
            if (rested || buckets == bucketsMax) {
                forgotten += rested ? 0 : 1;
                quietest += first;
                keys[quietest] = 0;
                entries--;
                return quietest;
            }
            resize(buckets * 2);
        }
    }

    /// Finds how loud each entry of a bucket is: what it owes as a share of each budget, added up.
    private void listen(int first, long elapsedNanos) {
        Arrays.fill(loudness, 0);
        for (int b = 0; b < ticks.length; b++) {
            int now = (int) ticks[b].at(elapsedNanos);
            float tick = 1F / ticks[b].window();
            for (int i = 0, at = first * ticks.length + b;
                    i < BUCKET_ENTRIES;
                    i++, at += ticks.length) {
                loudness[i] += Math.max(0, times[at] - now) * tick;
            }
        }
    }

    /// Gives memory back after a crowd has gone.
    private void shrink() {
        int buckets = keys.length / BUCKET_ENTRIES;
        int enough = buckets;
        while (enough > 1 && entries * 8L <= (long) enough * BUCKET_ENTRIES) {
            enough /= 2;
        }
        if (enough < buckets) {
            resize(enough);
        }
    }

    /// Moves all entries to another number of buckets; leaves all as it is if one overflows, which
    /// it cannot when there are more.
    private void resize(int buckets) {
        long[] newKeys = new long[buckets * BUCKET_ENTRIES];
        int[] newTimes = new int[newKeys.length * ticks.length];
        for (int slot = 0; slot < keys.length; slot++) {
            long key = keys[slot];
            if (key == 0) {
                continue;
            }
            int to = bucket(key, buckets) * BUCKET_ENTRIES;
            int end = to + BUCKET_ENTRIES;
            while (to < end && newKeys[to] != 0) {
                to++;
            }
            if (to == end) {
                return;
            }
            newKeys[to] = key;
            System.arraycopy(times, slot * ticks.length, newTimes, to * ticks.length, ticks.length);
        }
        keys = newKeys;
        times = newTimes;
    }
}
