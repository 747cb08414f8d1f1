package org.rempart.loadtests.rehearsal;

import java.util.OptionalDouble;

/// Which rate is tried next, to find the highest that holds: half as much again until one does not,
/// then the middle between the highest that held and the lowest that did not. One that does not
/// hold is tried once more before it counts, because a short step may meet a bad moment.
///
/// Ends after so many steps, or when those two are close. Of one thread.
final class Ladder {
    private static final double FACTOR = 1.5;

    /// Closer rates than these cannot be told apart in a step of some seconds.
    private static final double CLOSE = 1.1;

    private final int stepsMax;
    private final double rateMax;
    private double next;
    private double held;
    private double lost;
    private boolean doubted;
    private int steps;

    /// @param first where to begin
    /// @param stepsMax how many rates may be tried
    /// @param rateMax no higher one is tried
    Ladder(double first, int stepsMax, double rateMax) {
        this.next = first;
        this.stepsMax = stepsMax;
        this.rateMax = rateMax;
        this.lost = Double.POSITIVE_INFINITY;
    }

    /// The rate to try; empty when the search has ended.
    OptionalDouble next() {
        return steps < stepsMax && held < rateMax && lost > held * CLOSE
                ? OptionalDouble.of(next)
                : OptionalDouble.empty();
    }

    /// Says how it went.
    void tried(boolean itHeld) {
        steps++;
        if (itHeld) {
            held = next;
            doubted = false;
        } else if (doubted) {
            lost = next;
            doubted = false;
        } else {
            doubted = true;
            return;
        }
        next =
                lost < Double.POSITIVE_INFINITY
                        ? (held + lost) / 2
                        : Math.min(held * FACTOR, rateMax);
    }
}
