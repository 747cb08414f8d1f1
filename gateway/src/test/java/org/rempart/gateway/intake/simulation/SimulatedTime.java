package org.rempart.gateway.intake.simulation;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The time of a simulation and all that is still to happen in it.
final class SimulatedTime {
    static final long MS = 1_000_000;
    static final long SECOND = 1_000 * MS;

    /// @param life whose event it is; null for what happens outside of the gateways
    private record Event(long at, long order, @Nullable Life life, Runnable task) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now = 1;
    private long order;

    long now() {
        return now;
    }

    void after(long nanos, Runnable task) {
        events.add(new Event(now + nanos, order++, null, task));
    }

    void after(Duration delay, Runnable task) {
        after(delay.toNanos(), task);
    }

    /// What is to happen in a gateway happens later when that is paused, and never when it is dead.
    void at(long at, Life life, Runnable task) {
        events.add(new Event(Math.max(now, at), order++, life, task));
    }

    void runNext() {
        Event event = events.remove();
        now = Math.max(now, event.at);
        Life life = event.life;
        if (life == null) {
            event.task.run();
        } else if (life.isAlive()) {
            if (life.pausedUntil() > now) {
                events.add(new Event(life.pausedUntil(), event.order, life, event.task));
            } else {
                life.run(event.task);
            }
        }
    }
}
