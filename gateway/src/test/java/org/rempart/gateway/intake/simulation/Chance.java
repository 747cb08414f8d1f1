package org.rempart.gateway.intake.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// What the seed decides. Each part of the simulation has one of its own, so that a part that asks
/// once more does not change the course of the others.
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    Chance split() {
        return new Chance(random.split());
    }

    SplittableRandom random() {
        return random;
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    /// From 0 to one below `bound`.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// Nanoseconds between two numbers of milliseconds.
    long ms(double from, double to) {
        return (long) (random.nextDouble(from, to) * SimulatedTime.MS);
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
