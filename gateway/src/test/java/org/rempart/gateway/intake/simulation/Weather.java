package org.rempart.gateway.intake.simulation;

import static org.rempart.gateway.intake.simulation.SimulatedTime.MS;
import static org.rempart.gateway.intake.simulation.SimulatedTime.SECOND;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What fails, and when. Each seed has some kinds of failure and not others, or none would ever
/// last long enough to meet what only a calm time brings about.
final class Weather {
    /// Everything is well from then on, but for one disk in some of the seeds.
    static final long CALM_FROM = 14 * SECOND;

    private static final long DISK_CALM_FROM_LATE = 40 * SECOND;
    private static final long HORIZON_EVERY = 3 * SECOND;
    private static final long HORIZON_BEHIND = 2 * SECOND;

    private final World world;
    private final List<Machine> machines;
    private final Chance chance;
    private long diskCalmFrom = CALM_FROM;

    Weather(World world, List<Machine> machines) {
        this.world = world;
        this.machines = machines;
        this.chance = world.chance().split();
    }

    void begin() {
        if (chance.percent(90)) {
            spells(
                    SimulatedDatabase.Server.WELL,
                    some(List.of(SimulatedDatabase.Server.values())),
                    CALM_FROM,
                    world.database()::become);
        }
        some(List.of(1, 2, 3, 4)).stream()
                .filter(_ -> chance.oneIn(4))
                .forEach(_ -> at(world.database()::restart));
        world.time().after(CALM_FROM, () -> machines.forEach(Machine::dieInNoWrite));
        world.time().after(CALM_FROM, world.database()::calmDown);
        machines.forEach(this::beginAt);
        if (chance.oneIn(20)) {
            loseADisk(chance.of(machines).file());
        }
        petitions();
        if (chance.oneIn(2)) {
            moveHorizon();
        }
    }

    private void beginAt(Machine machine) {
        if (chance.percent(60)) {
            spells(
                    SimulatedJournalFile.Disk.WORKS,
                    some(List.of(SimulatedJournalFile.Disk.values())),
                    CALM_FROM,
                    machine.file()::become);
        }
        while (chance.percent(45)) {
            boolean power = chance.oneIn(2);
            switch (chance.below(4)) {
                case 0 -> at(() -> machine.die(power, downtime()));
                case 1 -> at(() -> machine.dieInTheNextWrite(power));
                case 2 -> at(() -> machine.stop(downtime()));
                default ->
                        at(() -> {
                            Life life = machine.life();
                            if (life != null) {
                                life.pause(chance.ms(50, 4_000));
                            }
                        });
            }
        }
    }

    /// It fails for long after everything else is well.
    private void loseADisk(SimulatedJournalFile file) {
        diskCalmFrom = DISK_CALM_FROM_LATE;
        world.time().after(chance.ms(3_000, 12_000), file::breakDown);
        world.time().after(diskCalmFrom, file::mend);
    }

    private long downtime() {
        return chance.ms(5, chance.oneIn(3) ? 5_000 : 300);
    }

    private void at(Runnable task) {
        world.time().after(chance.ms(100, (double) CALM_FROM / MS), task);
    }

    /// Any of these, or none.
    private <T> List<T> some(List<T> all) {
        int share = 20 + chance.below(60);
        return all.stream().filter(_ -> chance.percent(share)).toList();
    }

    /// One state after the other, well in between more often than not; or one after the other so
    /// fast that hardly anything ends in the state in which it began.
    private <T> void spells(T well, List<T> states, long until, Consumer<T> become) {
        List<T> all = Stream.concat(Stream.of(well), states.stream()).toList();
        boolean flickers = chance.oneIn(3);
        long at = chance.ms(0, 3_000);
        while (at < until) {
            T state = chance.of(all);
            world.time().after(at, () -> become.accept(state));
            at += flickers ? chance.ms(20, 600) : chance.ms(20, chance.oneIn(4) ? 8_000 : 1_500);
            if (at < until && !flickers && chance.oneIn(2)) {
                world.time().after(at, () -> become.accept(well));
                at += chance.ms(100, 3_000);
            }
        }
        world.time().after(until, () -> become.accept(well));
    }

    private void petitions() {
        Tables tables = world.database().tables();
        tables.openPetition(People.ALWAYS_OPEN, 0);
        tables.openPetition(People.OPEN_AND_CLOSED, 0);
        tables.openPetition(People.REMOVED, 0);
        if (chance.percent(60)) {
            long at = chance.ms(500, 8_000);
            while (at < CALM_FROM) {
                world.time().after(at, () -> closePetition(tables));
                at += chance.ms(100, 4_000);
                world.time().after(at, () -> openPetition(tables));
                at += chance.ms(100, 4_000);
            }
        }
        if (chance.oneIn(4)) {
            at(() -> tables.removePetition(People.REMOVED));
        }
    }

    private void closePetition(Tables tables) {
        world.course().tell("operator", () -> "closes a petition");
        tables.closePetition(People.OPEN_AND_CLOSED);
    }

    private void openPetition(Tables tables) {
        world.course().tell("operator", () -> "opens it again");
        tables.openPetition(People.OPEN_AND_CLOSED, world.time().now());
    }

    private void moveHorizon() {
        world.database().tables().moveHorizon(world.time().now() - HORIZON_BEHIND);
        world.time().after(HORIZON_EVERY, this::moveHorizon);
    }

    /// When the last failure is over.
    long calmFrom() {
        return diskCalmFrom;
    }
}
