package org.rempart.loadtests.volume;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// One place for a connection, and the requests that wait on it. Of one thread.
final class Connection {
    final InetSocketAddress from;
    final AnswerReader answers = new AnswerReader();
    @Nullable SocketChannel channel;
    @Nullable SelectionKey key;

    /// Whether it is connected and may be sent on.
    boolean open;

    /// When it was opened.
    long sinceNanos;

    /// What the socket did not take at once; null as long as it took everything.
    @Nullable ByteBuffer leftover;

    private final int[] shots;
    private final long[] sentNanos;
    private int oldest;
    private int waiting;

    Connection(InetSocketAddress from, int depth) {
        this.from = from;
        this.shots = new int[depth];
        this.sentNanos = new long[depth];
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
        leftover = null;
        answers.reset();
    }
}
