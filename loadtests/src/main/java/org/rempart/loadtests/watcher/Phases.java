package org.rempart.loadtests.watcher;

import java.util.SplittableRandom;

/// When each watcher reads: once in every period, at a moment of its own, from when it has joined.
/// Of one thread.
final class Phases {
    private final long[] phases;
    private final long[] joins;
    private final long periodNanos;
    private int next;
    private long cycleNanos;

    /// @param watchers how many there are
    /// @param rampNanos within which they join
    Phases(int watchers, long periodNanos, long rampNanos, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.periodNanos = periodNanos;
        this.phases = random.longs(watchers, 0, periodNanos).sorted().toArray();
        this.joins = random.longs(watchers, 0, rampNanos + 1).toArray();
        skip();
    }

    /// Whose turn is next.
    int watcher() {
        return next;
    }

    /// When it is, in nanoseconds since the start.
    long dueNanos() {
        return cycleNanos + phases[next];
    }

    /// Goes on to the one after it.
    void advance() {
        step();
        skip();
    }

    private void step() {
        next++;
        if (next == phases.length) {
            next = 0;
            cycleNanos += periodNanos;
        }
    }

    private void skip() {
        while (dueNanos() < joins[next]) {
            step();
        }
    }
}
