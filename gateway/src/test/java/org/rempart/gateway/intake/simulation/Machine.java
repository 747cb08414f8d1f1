package org.rempart.gateway.intake.simulation;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.journal.Journal;

import java.io.IOException;
import java.util.List;

/// A machine with a disk, on which a gateway lives, dies and is started again.
final class Machine {
    private static final long START_AGAIN_NANOS = 500 * SimulatedTime.MS;

    private final World world;
    private final String name;
    private final Chance chance;
    private final SimulatedJournalFile file;
    private final Journal.Limits journalLimits;
    private @Nullable Life life;
    private int lives;
    private boolean losesPower;
    private boolean stopping;

    Machine(World world, String name, Flaw flaw) {
        this.world = world;
        this.name = name;
        this.chance = world.chance().split();
        this.file = new SimulatedJournalFile(chance.split(), world.course(), flaw);
        int rowsMax = chance.of(List.of(3, 10, 40, 40));
        long bytesMax = chance.oneIn(4) ? 10 * SimulatedJournalFile.ROW_BYTES : Long.MAX_VALUE;
        this.journalLimits = new Journal.Limits(rowsMax, bytesMax);
    }

    SimulatedJournalFile file() {
        return file;
    }

    @Nullable Life life() {
        return life;
    }

    void start() {
        if (life != null) {
            return;
        }
        boolean hasJournal = !file.kept().isEmpty();
        try {
            lives++;
            Life started = new Life(world, this, name + lives, chance.split(), journalLimits);
            life = started;
            file.opened();
            world.course().tell(name, () -> "starts with " + file.kept().size() + " rows");
            if (hasJournal) {
                world.course().count(Happening.GATEWAY_STARTED_WITH_A_JOURNAL);
            }
        } catch (IOException _) {
            world.time().after(START_AGAIN_NANOS, this::start);
        }
    }

    /// The process dies, and its machine may too.
    void die(boolean power, long startAfter) {
        Life dead = life;
        if (dead == null) {
            return;
        }
        if (!file.kept().isEmpty()) {
            world.course()
                    .count(
                            power
                                    ? Happening.GATEWAY_LOST_POWER_WITH_A_JOURNAL
                                    : Happening.GATEWAY_KILLED_WITH_A_JOURNAL);
        }
        if (dead.drainsSomething()) {
            world.course().count(Happening.DRAIN_INTERRUPTED);
        }
        world.course().tell(name, () -> power ? "loses its power" : "is killed");
        life = null;
        stopping = false;
        dead.die();
        if (power) {
            file.powerCut();
        }
        world.time().after(startAfter, this::start);
    }

    void dieInTheNextWrite(boolean power) {
        losesPower = power;
        file.cutOffInTheNextWrite();
    }

    void dieInNoWrite() {
        file.cutOffInNoWrite();
    }

    void diedInAWrite() {
        die(losesPower, chance.ms(10, 2_000));
    }

    void stop(long startAfter) {
        Life last = life;
        if (last == null || stopping) {
            return;
        }
        world.course().tell(name, () -> "stops");
        stopping = true;
        last.stop(() -> {
            if (last.equals(life)) {
                world.course().tell(name, () -> "has stopped");
                life = null;
                stopping = false;
                last.die();
                world.time().after(startAfter, this::start);
            }
        });
    }

    void checkBounds() {
        if (life != null) {
            life.checkBounds(journalLimits);
        }
    }

    boolean isQuiet() {
        return life != null && !stopping && life.isQuiet();
    }

    String state() {
        return life == null ? name + " is not there" : life.state();
    }

    void checkThatNothingIsLeft() {
        if (life != null) {
            life.checkThatNothingIsLeft();
        }
    }
}
