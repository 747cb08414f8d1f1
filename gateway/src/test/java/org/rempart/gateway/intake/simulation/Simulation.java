package org.rempart.gateway.intake.simulation;

import static org.rempart.gateway.intake.simulation.SimulatedTime.MS;
import static org.rempart.gateway.intake.simulation.SimulatedTime.SECOND;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// One seed's course of events: some seconds of signatures and failures, then time to recover, then
/// the reckoning.
final class Simulation {
    private static final int PERSONS_MIN = 10;
    private static final int PERSONS_MORE_MAX = 50;
    private static final long COMING_FOR = 12 * SECOND;
    private static final long LOOK_EVERY = 100 * MS;

    /// The longest wait of an open breaker, a drain's deadline, a lost disk's second, and as much
    /// again: after that whoever is not well again never will be.
    private static final long RECOVERY_MAX = 30 * SECOND;

    /// @param broken the first promise that did not hold; null when all did
    /// @param counts how often what occurred
    /// @param lines its course, if it was wanted
    record Result(
            long seed,
            @Nullable String broken,
            Map<Happening, Integer> counts,
            List<String> lines) {}

    private final long seed;
    private final SimulatedTime time = new SimulatedTime();
    private final Course course;
    private final World world;
    private final List<Machine> machines;
    private final People people;
    private final Weather weather;

    private Simulation(long seed, Flaw flaw, boolean told) {
        this.seed = seed;
        this.course = new Course(time, told);
        Chance chance = new Chance(seed);
        SimulatedDatabase database =
                new SimulatedDatabase(time, chance.split(), course, flaw, new Tables(course, flaw));
        this.world = new World(time, chance, course, database, new Ledger());
        this.machines = List.of(new Machine(world, "A", flaw), new Machine(world, "B", flaw));
        this.people = new People(world, machines);
        this.weather = new Weather(world, machines);
    }

    /// Runs a seed.
    ///
    /// @param told whether its course is wanted line by line
    static Result run(long seed, Flaw flaw, boolean told) {
        Simulation simulation = new Simulation(seed, flaw, told);
        try {
            simulation.run();
        } catch (RuntimeException e) {
            simulation.course.broken("an exception: " + e);
        }
        return simulation.result();
    }

    private Result result() {
        return new Result(seed, course.broken(), course.counts(), course.lines());
    }

    private void run() {
        machines.forEach(Machine::start);
        weather.begin();
        people.come(PERSONS_MIN + world.chance().below(PERSONS_MORE_MAX), COMING_FOR);
        runUntil(weather.calmFrom());
        long end = time.now() + RECOVERY_MAX;
        while (course.broken() == null && !isQuiet()) {
            if (time.now() > end) {
                machines.forEach(machine -> course.broken("no end comes: " + machine.state()));
            }
            runUntil(time.now() + LOOK_EVERY);
        }
        for (Machine machine : machines) {
            for (int lane = 0; lane < Life.LANES; lane++) {
                people.comeInTheEnd(machine, lane);
            }
        }
        runUntil(time.now() + SECOND);
        if (course.broken() == null) {
            new Promises(world).holdInTheEnd();
            machines.forEach(Machine::checkThatNothingIsLeft);
        }
    }

    private void runUntil(long end) {
        while (time.now() < end && course.broken() == null) {
            long next = Math.min(end, time.now() + LOOK_EVERY);
            boolean[] there = {false};
            time.after(next - time.now(), () -> there[0] = true);
            while (!there[0] && course.broken() == null) {
                time.runNext();
            }
            machines.forEach(Machine::checkBounds);
        }
    }

    private boolean isQuiet() {
        return people.areDone() && machines.stream().allMatch(Machine::isQuiet);
    }
}
