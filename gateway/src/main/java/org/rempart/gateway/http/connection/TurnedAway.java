package org.rempart.gateway.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.EventExecutor;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/// Connections that were refused. Each is reset, but a second later: who opens another one as soon
/// as one is reset opens one a second then (measured on the loopback: 4,000 a second from some
/// seventy that were one too many). Nothing of theirs is read.
///
/// Belongs to the thread that accepts.
final class TurnedAway {
    /// So many wait; when another one comes, the eldest is reset. That many descriptors are used
    /// beside those of the connections that are taken.
    static final int WAITING_MAX = 256;

    static final long WAIT_MS = 1_000;
    static final long TICK_MS = 100;

    private record Waiting(Channel channel, long dueAt) {}

    private final EventExecutor thread;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean ticking;

    TurnedAway(EventExecutor thread) {
        this.thread = thread;
    }

    void add(Channel channel) {
        if (waiting.size() == WAITING_MAX) {
            reset(waiting.remove().channel);
        }
        waiting.add(new Waiting(channel, now() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS)));
        if (!ticking) {
            ticking = true;
            tickLater();
        }
    }

    private void tickLater() {
        var _ = thread.schedule(this::tick, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        while (!waiting.isEmpty() && waiting.peek().dueAt - now() <= 0) {
            reset(waiting.remove().channel);
        }
        ticking = !waiting.isEmpty();
        if (ticking) {
            tickLater();
        }
    }

    void resetAll() {
        waiting.forEach(one -> reset(one.channel));
        waiting.clear();
    }

    private long now() {
        return thread.ticker().nanoTime();
    }

    /// Nothing of it stays behind in the kernel.
    private static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().closeForcibly();
    }
}
