package org.rempart.gateway.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// A loop whose time passes when the test says so.
final class TestLoop implements Loop {
    private record Task(long at, long order, Runnable runnable) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now = 1;
    private long order;
    private boolean holding;
    private final List<Runnable> heldBack = new ArrayList<>();

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void after(long delayMs, Runnable task) {
        tasks.add(new Task(now + delayMs * 1_000_000, order++, task));
    }

    @Override
    public void execute(Runnable task) {
        if (holding) {
            heldBack.add(task);
        } else {
            tasks.add(new Task(now, order++, task));
        }
    }

    /// What is executed from now on waits, timers do not.
    void holdExecutions() {
        holding = true;
    }

    void releaseExecutions() {
        holding = false;
        heldBack.forEach(this::execute);
        heldBack.clear();
    }

    void advance(Duration by) {
        long end = now + by.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            Task task = tasks.remove();
            now = Math.max(now, task.at());
            task.runnable().run();
        }
        now = end;
    }

    void advanceMs(long ms) {
        advance(Duration.ofMillis(ms));
    }

    /// The wall clock that goes with it.
    Instant instant() {
        return Instant.EPOCH.plusNanos(now);
    }
}
