package org.rempart.gateway.intake.simulation;

import static org.rempart.gateway.intake.simulation.SimulatedTime.MS;
import static org.rempart.gateway.intake.simulation.SimulatedTime.SECOND;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.intake.Outcome;
import org.rempart.gateway.storage.SignatureRow;

import java.time.Instant;
import java.util.List;

/// Those who sign: once, twice, again after no answer or a refusal, with one address several times,
/// or with other content for the same work, at another gateway, in the same millisecond.
final class People {
    static final int CONTENTS_MAX = 10;
    static final long ALWAYS_OPEN = 1;
    static final long OPEN_AND_CLOSED = 2;
    static final long REMOVED = 3;

    private static final int TRIES_MAX = 6;

    private final World world;
    private final List<Machine> machines;
    private final Chance chance;
    private final int refusedOneIn;
    private int challenges;
    private int toCome;

    People(World world, List<Machine> machines) {
        this.world = world;
        this.machines = machines;
        this.chance = world.chance().split();
        this.refusedOneIn = chance.oneIn(3) ? 4 : 60;
    }

    /// @param home the machine that this person's source meets
    private record Person(int number, int address, long petition, boolean refused, int home) {}

    void come(int persons, long forNanos) {
        long moment = 0;
        int withTheLastPercent = chance.of(List.of(20, 50, 90));
        for (int i = 0; i < persons; i++) {
            boolean withTheLast = chance.percent(withTheLastPercent);
            moment = withTheLast ? moment : chance.ms(1, (double) forNanos / MS);
            later(moment + chance.ms(0, 2), () -> sign(somebody()));
        }
    }

    private Person somebody() {
        int number = ++challenges;
        int address = number > 1 && chance.percent(12) ? 1 + chance.below(number - 1) : number;
        int which = chance.below(10);
        long petition = which < 5 ? ALWAYS_OPEN : which < 9 ? OPEN_AND_CLOSED : REMOVED;
        return new Person(
                number,
                address,
                petition,
                chance.oneIn(refusedOneIn),
                chance.below(machines.size()));
    }

    private SignatureRow row(Person person, int content, Instant expiresAt) {
        return new SignatureRow(
                bytes(person.number),
                bytes((long) person.number * CONTENTS_MAX + content),
                expiresAt,
                "receipt " + person.number,
                person.petition,
                person.refused ? Tables.REFUSED_NAME : "Ana",
                "ana@example.org",
                "FR",
                null,
                true,
                false,
                bytes(person.address + (content > 1 ? 1_000 : 0)),
                bytes(person.address),
                null);
    }

    private static Buffer bytes(long number) {
        return Buffer.buffer(32).appendLong(number).appendBytes(new byte[24]);
    }

    private Instant expiry() {
        long validFor = chance.oneIn(4) ? chance.ms(3_000, 12_000) : 600 * SECOND;
        return Instant.EPOCH.plusNanos(world.time().now() + validFor);
    }

    private void sign(Person person) {
        Instant expiresAt = expiry();
        SignatureRow row = row(person, 0, expiresAt);
        post(person, row, TRIES_MAX);
        if (chance.percent(10)) {
            later(chance.ms(0, 600), () -> post(person, row, TRIES_MAX));
        }
        if (chance.percent(15)) {
            cheat(person, row(person, 1 + chance.below(2), expiresAt));
        }
    }

    /// The same work for other content: at once, while the first is on its way, or later.
    private void cheat(Person person, SignatureRow other) {
        double laterMs = chance.of(List.of(2.0, 600.0, 8_000.0, 20_000.0));
        int times = 1 + chance.below(3);
        for (int i = 0; i < times; i++) {
            later(chance.ms(0, laterMs), () -> post(person, other, 2));
        }
    }

    private void later(long nanos, Runnable task) {
        toCome++;
        world.time()
                .after(
                        nanos,
                        () -> {
                            toCome--;
                            task.run();
                        });
    }

    private void post(Person person, SignatureRow row, int tries) {
        int at = chance.percent(75) ? person.home : chance.below(machines.size());
        Machine machine = machines.get(at);
        Life life = machine.life();
        if (life == null) {
            again(person, row, tries, 90);
            return;
        }
        Ledger.Post post = world.ledger().posted(row, machine, life.name(), world.time().now());
        world.course().tell("person " + person.number, () -> posts(row, life));
        life.receive(
                post,
                chance.below(Life.LANES),
                outcome -> {
                    boolean lost = chance.percent(4);
                    heard(person, row, tries, lost ? null : outcome);
                });
    }

    private static String posts(SignatureRow row, Life life) {
        return "posts " + Ledger.told(row) + " to " + life.name();
    }

    private void heard(Person person, SignatureRow row, int tries, @Nullable Outcome outcome) {
        switch (outcome) {
            case null -> againAfterNoAnswer(person, row, tries);
            case Outcome.InDoubt _ -> againAfterNoAnswer(person, row, tries);
            case Outcome.Recorded _ -> again(person, row, tries - 3, 15);
            case Outcome.Accepted _ -> again(person, row, tries - 2, 40);
            case Outcome.Overloaded _, Outcome.Unavailable _ -> again(person, row, tries, 70);
            case Outcome.NotOpen _ -> again(person, row, tries - 2, 30);
            case Outcome.Spent _, Outcome.Expired _, Outcome.Rejected _ ->
                    again(person, row, tries - 3, 10);
        }
    }

    private void againAfterNoAnswer(Person person, SignatureRow row, int tries) {
        if (chance.percent(15)) {
            later(
                    chance.ms(50, 3_000),
                    () -> post(person, row(person, 3, row.expiresAt()), tries - 1));
        } else {
            again(person, row, tries, 80);
        }
    }

    private void again(Person person, SignatureRow row, int tries, int percent) {
        if (tries > 1 && chance.percent(percent)) {
            double laterMs = chance.of(List.of(5.0, 500.0, 3_000.0));
            later(chance.ms(1, laterMs), () -> post(person, row, tries - 1));
        }
    }

    /// Somebody comes to this lane when everything is well again.
    void comeInTheEnd(Machine machine, int lane) {
        Life life = machine.life();
        if (life == null) {
            world.course().broken("a gateway is not there in the end");
            return;
        }
        int number = ++challenges;
        Person person = new Person(number, number, ALWAYS_OPEN, false, 0);
        SignatureRow row =
                row(person, 0, Instant.EPOCH.plusNanos(world.time().now() + 600 * SECOND));
        Ledger.Post post = world.ledger().posted(row, machine, life.name(), world.time().now());
        life.receive(
                post,
                lane,
                outcome -> {
                    if (!(outcome instanceof Outcome.Recorded)) {
                        world.course().broken("in the end " + life.name() + " says " + outcome);
                    }
                });
    }

    boolean areDone() {
        return toCome == 0;
    }
}
