package org.rempart.loadtests.watcher;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.volume.AnswerReader;
import org.rempart.loadtests.volume.Wire;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Watchers behind one address, on one connection: one of them is answered at a time, the others
/// wait. Of one thread.
final class Group {
    /// Reads that may wait. Each of 50 watchers once is 5 seconds' worth; more is a connection that
    /// has come to a halt.
    static final int WAITING_MAX = 64;

    final InetSocketAddress from;
    final PublicSide to;

    /// What every read begins with.
    final byte[] head;

    final AnswerReader answers = new AnswerReader();
    @Nullable Wire wire;

    /// Whether it is connected.
    boolean open;

    /// Whether the oldest read has been sent.
    boolean asking;

    /// When it was opened, or the oldest read was sent.
    long sinceNanos;

    private final int[] watchers = new int[WAITING_MAX];
    private final long[] due = new long[WAITING_MAX];
    private int oldest;
    private int waiting;

    /// @param forwardedFor who the gateway is told they are; empty: it is not told
    Group(String path, String forwardedFor, InetSocketAddress from, PublicSide gateway) {
        this.from = from;
        this.to = gateway;
        this.head =
                "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n%s"
                        .formatted(
                                path,
                                gateway.authority(),
                                forwardedFor.isEmpty()
                                        ? ""
                                        : "X-Forwarded-For: " + forwardedFor + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
    }

    boolean full() {
        return waiting == WAITING_MAX;
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    void add(int watcher, long dueNanos) {
        int place = (oldest + waiting) % WAITING_MAX;
        watchers[place] = watcher;
        due[place] = dueNanos;
        waiting++;
    }

    /// Who has waited longest; there has to be somebody.
    int watcher() {
        return watchers[oldest];
    }

    /// Since when, on the scale of `System.nanoTime()`.
    long dueNanos() {
        return due[oldest];
    }

    void remove() {
        oldest = (oldest + 1) % WAITING_MAX;
        waiting--;
        asking = false;
    }
}
