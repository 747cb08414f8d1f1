package org.rempart.gateway.http.connection;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Looks at every connection of one event loop in turn, so that no connection needs timers of its
/// own: 20,000 take about a millisecond. Runs while there are any.
///
/// Belongs to its event loop.
final class Sweep implements Runnable {
    /// By so much a deadline may be missed at most.
    static final long INTERVAL_MS = 250;

    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final List<Wire> wires = new ArrayList<>();
    private @Nullable ScheduledFuture<?> timer;

    Sweep(EventLoop loop, LongSupplier nanoTime) {
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    void add(Wire wire) {
        wire.place = wires.size();
        wires.add(wire);
        if (timer == null) {
            timer = loop.scheduleAtFixedRate(this, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
        }
    }

    /// The last takes the place of the one that leaves.
    void remove(Wire wire) {
        Wire last = wires.removeLast();
        if (last != wire) {
            wires.set(wire.place, last);
            last.place = wire.place;
        }
        ScheduledFuture<?> running = timer;
        if (wires.isEmpty() && running != null) {
            running.cancel(false);
            timer = null;
        }
    }

    /// From the end, as closing one removes it.
    @Override
    public void run() {
        long now = nanoTime.getAsLong();
        for (int i = wires.size() - 1; i >= 0; i--) {
            if (i < wires.size()) {
                wires.get(i).look(now);
            }
        }
    }
}
