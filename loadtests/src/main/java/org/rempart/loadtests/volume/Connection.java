package org.rempart.loadtests.volume;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;

/// One place for a connection, and the requests that wait on it. Of one thread.
final class Connection {
    final InetSocketAddress from;
    final AnswerReader answers = new AnswerReader();
    @Nullable Wire wire;
    @Nullable SelectionKey key;

    /// Whether it is connected and may be sent on.
    boolean open;

    /// When it was opened.
    long sinceNanos;

    private final int[] shots;
    private final long[] sentNanos;
    private int oldest;
    private int waiting;

    Connection(InetSocketAddress from, int depth) {
        this.from = from;
        this.shots = new int[depth];
        this.sentNanos = new long[depth];
    }

    /// Whether something may be written to it.
    boolean free() {
        Wire present = wire;
        return open && present != null && !present.full();
    }

    int waiting() {
        return waiting;
    }

    boolean full() {
        return waiting == shots.length;
    }

    void sent(int shot, long now) {
        int place = (oldest + waiting) % shots.length;
        shots[place] = shot;
        sentNanos[place] = now;
        waiting++;
    }

    /// The request that has waited longest; there has to be one.
    int oldestShot() {
        return shots[oldest];
    }

    long oldestSentNanos() {
        return sentNanos[oldest];
    }

    void answered() {
        oldest = (oldest + 1) % shots.length;
        waiting--;
    }

    void forget() {
        waiting = 0;
        open = false;
        answers.reset();
    }
}
