package org.rempart.loadtests.volume;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.verdict.Latency;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.SlowFigures;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Opens slow connections, keeps them slow, and times how long each is let live. One thread, one
/// selector.
final class SlowConnections {
    /// So many fill a table of 20,000 in four seconds, and no backlog of a thousand.
    private static final List<SlowKind> KINDS = List.of(SlowKind.values());

    private static final int OPENED_A_SECOND = 5_000;

    /// Closed before that, a connection was refused rather than ended.
    private static final long REFUSED_NANOS_MAX = 500_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private static final long PAUSE_MS = 5;

    private final SlowPlan plan;
    private final Selector selector;
    private final List<Slow> all = new ArrayList<>();
    private final Map<SlowKind, Latency> lives = new EnumMap<>(SlowKind.class);
    private final ByteBuffer in = ByteBuffer.allocateDirect(Wire.PLAIN_BYTES_MAX);
    private final ByteBuffer drop = ByteBuffer.allocateDirect(1);
    private long opened;
    private long refused;
    private long open;

    SlowConnections(SlowPlan plan) throws IOException {
        this.plan = plan;
        this.selector = Selector.open();
        for (SlowKind kind : SlowKind.values()) {
            lives.put(kind, new Latency());
        }
    }

    /// One of them, and what it has done so far.
    private static final class Slow {
        final SlowKind kind;
        final long bornNanos;
        @Nullable Wire wire;
        boolean connected;
        boolean ended;
        int dripped;

        Slow(SlowKind kind, long bornNanos) {
            this.kind = kind;
            this.bornNanos = bornNanos;
        }

        void close() throws IOException {
            if (wire != null) {
                wire.close();
            }
        }
    }

    /// Runs until the gateway has closed all of them, or the time is over. Blocks.
    SlowFigures run() throws IOException {
        long start = System.nanoTime();
        long end = start + plan.seconds() * SECOND_NANOS;
        int due = 0;
        int next = 0;
        try {
            while (System.nanoTime() < end && (due < plan.connections() || open > 0)) {
                long now = System.nanoTime();
                long allowed = (now - start) * OPENED_A_SECOND / SECOND_NANOS;
                while (due < plan.connections() && due < allowed) {
                    open(due++, now);
                }
                next = drip(next, now);
                selector.select(this::ready, PAUSE_MS);
            }
            return figures();
        } finally {
            for (Slow slow : all) {
                slow.close();
            }
            selector.close();
        }
    }

    private void open(int number, long now) throws IOException {
        SlowKind kind = KINDS.get(number % KINDS.size());
        String source = plan.sources().get(number % plan.sources().size());
        Slow slow = new Slow(kind, now);
        try {
            slow.wire =
                    Wire.begin(
                            new InetSocketAddress(InetAddress.ofLiteral(source), 0),
                            kind.speaks() ? plan.gateway() : plan.gateway().inTheClear(),
                            true,
                            selector,
                            slow);
        } catch (IOException e) {
            return; // no more sockets here, or refused at once: it counts as not opened
        }
        all.add(slow);
        open++;
    }

    /// One that was accepted and reset at once, before anybody looked, was opened nevertheless.
    private boolean connects(Wire wire, SelectionKey key) throws IOException {
        try {
            return wire.connects(key);
        } catch (ConnectException e) {
            throw e;
        } catch (SocketException e) {
            opened++;
            throw e;
        }
    }

    private void connected(Slow slow, Wire wire) throws IOException {
        slow.connected = true;
        opened++;
        ByteBuffer begin =
                ByteBuffer.wrap(slow.kind.begin(plan.gateway().authority(), plan.path()));
        if (begin.hasRemaining()) {
            wire.write(begin);
        }
    }

    /// Drips where a second is over, for a part of all connections at a time.
    private int drip(int from, long now) {
        int at = from;
        for (int i = 0; i < Math.min(all.size(), 1_000); i++) {
            at = at + 1 < all.size() ? at + 1 : 0;
            Slow slow = all.get(at);
            int second = (int) ((now - slow.bornNanos) / SECOND_NANOS);
            Wire wire = slow.wire;
            if (wire != null
                    && slow.connected
                    && !slow.ended
                    && second > slow.dripped
                    && slow.kind.drips(slow.dripped)) {
                try {
                    drop.clear().put(slow.kind.drip(slow.dripped)).flip();
                    wire.write(drop);
                    slow.dripped = second;
                } catch (IOException e) {
                    ended(slow);
                }
            }
        }
        return at;
    }

    private void ready(SelectionKey key) {
        Slow slow = (Slow) key.attachment();
        Wire wire = slow.wire;
        if (wire == null || !key.isValid()) {
            return;
        }
        try {
            if (!slow.connected && connects(wire, key)) {
                connected(slow, wire);
            }
            if (slow.connected && key.isValid() && key.isReadable()) {
                in.clear();
                if (wire.read(in) < 0) {
                    ended(slow);
                }
            }
        } catch (IOException e) {
            ended(slow);
        }
    }

    private void ended(Slow slow) {
        if (slow.ended) {
            return;
        }
        slow.ended = true;
        open--;
        long lived = System.nanoTime() - slow.bornNanos;
        if (lived < REFUSED_NANOS_MAX) {
            refused++;
        } else {
            of(slow.kind).record(lived);
        }
        try {
            slow.close();
        } catch (IOException e) {
            return; // it is closed for us
        }
    }

    private Latency of(SlowKind kind) {
        Latency latency = lives.get(kind);
        if (latency == null) {
            throw new IllegalStateException("every kind is timed");
        }
        return latency;
    }

    private SlowFigures figures() {
        Map<String, Percentiles> byKind = new HashMap<>();
        lives.forEach((kind, latency) -> byKind.put(kind.label(), latency.percentiles()));
        double cpuSeconds =
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(cpu -> cpu.toMillis() / 1000.0)
                        .orElse(0.0);
        return new SlowFigures(plan.connections(), opened, refused, byKind, open, cpuSeconds);
    }
}
