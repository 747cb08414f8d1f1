package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.verdict.Latency;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// Has one worker after another begin a forgery when that is due. Who waits here has a turn of its
/// own already, so that those who are busy are passed over. Safe for any number of threads.
final class Turns {
    private final Arrivals.Course course;
    private final long startNanos;
    private final Latency lateness = new Latency();
    private long due;
    private long begun;

    /// @param seed of what chance decides
    /// @param startNanos on the scale of `System.nanoTime()`
    Turns(Arrivals arrivals, long seed, long startNanos) {
        this.course = arrivals.course(new SplittableRandom(seed));
        this.startNanos = startNanos;
    }

    /// Waits for the next turn.
    ///
    /// @param endNanos when nobody begins any more, on the same scale
    /// @return whether there is one
    boolean await(long endNanos) throws InterruptedException {
        OptionalLong next = take();
        if (next.isEmpty()) {
            return false;
        }
        long turn = startNanos + next.getAsLong();
        if (turn >= endNanos) {
            return false;
        }
        long early = turn - System.nanoTime();
        if (early > 0) {
            Thread.sleep(Duration.ofNanos(early));
        }
        long now = System.nanoTime();
        if (now >= endNanos) {
            return false;
        }
        lateness.record(now - turn);
        begin();
        return true;
    }

    private synchronized OptionalLong take() {
        OptionalLong next = course.next();
        due += next.isPresent() ? 1 : 0;
        return next;
    }

    private synchronized void begin() {
        begun++;
    }

    /// When all workers have ended.
    synchronized TempoFigures figures() {
        while (course.next().isPresent()) {
            due++;
        }
        return new TempoFigures(due, begun, lateness.percentiles());
    }
}
