package org.rempart.gateway.intake.simulation;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.intake.DatabaseBreaker;
import org.rempart.gateway.intake.Drain;
import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.intake.Lane;
import org.rempart.gateway.intake.Outcome;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.journal.Journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// A gateway from its start to its end: everything of intake, and what it has in memory.
final class Life {
    static final int LANES = 2;
    static final int LANE_ROWS_MAX = 6;
    static final int BATCH_ROWS_MAX = 4;
    static final Duration ANSWER_WAIT = Duration.ofSeconds(5);

    private static final Duration LANE_DEADLINE = Duration.ofSeconds(2);
    private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(5);
    private static final Intake.Limits LIMITS =
            new Intake.Limits(
                    LANE_ROWS_MAX,
                    Duration.ofSeconds(2),
                    BATCH_ROWS_MAX,
                    Duration.ofMillis(300),
                    ANSWER_WAIT);

    /// Of two ticks of a lane, and what its timers are late by.
    private static final Duration ANSWER_LATE_MAX = Duration.ofMillis(110);

    private static final double SYNC_MS_MAX = 3;
    private static final double STALL_MS_MAX = 4_000;

    private static final Buffer UNKNOWN = Buffer.buffer();

    private static final String CLAIMS = "rempart.intake.claims.entries";
    private static final String BREAKER_CALLS = "resilience4j.circuitbreaker.calls";

    private final World world;
    private final Machine machine;
    private final String name;
    private final Chance chance;
    private final long clockWrongBy;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Journal journal;
    private final Intake intake;
    private final List<Lane> lanes;
    private final Drain drain;
    private final List<SimulatedStore> stores = new ArrayList<>();
    private final Map<Ledger.Post, Consumer<@Nullable Outcome>> open = new LinkedHashMap<>();
    private final Map<Buffer, Buffer> sold = new HashMap<>();
    private final long bornAt;
    private boolean alive = true;
    private boolean stopping;
    private long pausedUntil;
    private long pausedNanos;
    private long diskFreeAt;
    private long diskStalledUntil;
    private int breakerOutcomes;

    Life(World world, Machine machine, String name, Chance chance, Journal.Limits journalLimits)
            throws IOException {
        this.world = world;
        this.machine = machine;
        this.name = name;
        this.chance = chance;
        this.clockWrongBy = chance.ms(-3_000, 3_000);
        this.bornAt = world.time().now();
        meters.config()
                .meterFilter(
                        MeterFilter.denyUnless(id ->
                                id.getName().equals(CLAIMS) || id.getName().equals(BREAKER_CALLS)));
        journal = new Journal(machine.file(), this::write, journalLimits, meters);
        intake =
                new Intake(
                        LIMITS,
                        new DatabaseBreaker(meters, world.time()::now),
                        journal,
                        world.clock(clockWrongBy),
                        chance.random(),
                        meters,
                        _ -> {});
        lanes = IntStream.range(0, LANES).mapToObj(this::lane).toList();
        drain = new Drain(intake, loop(), store("drain", DRAIN_DEADLINE), meters);
        drain.start();
    }

    private Lane lane(int number) {
        return intake.lane(loop(), store("lane " + number, LANE_DEADLINE));
    }

    private GatewayLoop loop() {
        return new GatewayLoop(world.time(), this, chance.split());
    }

    private SimulatedStore store(String part, Duration deadline) {
        SimulatedStore store =
                new SimulatedStore(
                        world.time(),
                        world.database(),
                        world.course(),
                        this,
                        name + " " + part,
                        deadline);
        stores.add(store);
        return store;
    }

    /// The journal's writer: one task at a time, each as long as a sync takes.
    private void write(Runnable task) {
        boolean stalls = machine.file().disk() == SimulatedJournalFile.Disk.STALLS;
        long now = world.time().now();
        diskFreeAt =
                Math.max(diskFreeAt, now) + chance.ms(0.2, stalls ? STALL_MS_MAX : SYNC_MS_MAX);
        diskStalledUntil = stalls ? diskFreeAt : diskStalledUntil;
        world.time().at(diskFreeAt, this, task);
    }

    void run(Runnable task) {
        try {
            task.run();
        } catch (Killed _) {
            machine.diedInAWrite();
        }
    }

    /// A request arrives. `heard` is told its outcome, or null if the gateway dies before.
    void receive(Ledger.Post post, int lane, Consumer<@Nullable Outcome> heard) {
        open.put(post, heard);
        world.time()
                .at(
                        world.time().now() + chance.ms(0.05, 1),
                        this,
                        () -> admit(post, lanes.get(lane)));
    }

    /// What the door asks before a lane is asked.
    private void admit(Ledger.Post post, Lane lane) {
        long now = world.time().now();
        long pausedBefore = pausedNanos;
        Outcome.Refusal refusal =
                Tables.expiresAt(post.row) <= now + clockWrongBy ? Outcome.EXPIRED : lane.refusal();
        Future<Outcome> outcome =
                refusal == null ? lane.submit(post.row) : Future.succeededFuture(refusal);
        outcome.onSuccess(answer -> answered(post, answer, now - pausedBefore));
    }

    private void answered(Ledger.Post post, Outcome outcome, long awakeSince) {
        Consumer<@Nullable Outcome> heard = open.remove(post);
        if (heard == null) {
            world.course().broken("a post has two outcomes");
            return;
        }
        post.outcome = outcome;
        post.answeredAt = world.time().now();
        world.course()
                .tell(name, () -> "answers " + Ledger.told(post.row) + " with " + told(outcome));
        long waited = world.time().now() - pausedNanos - awakeSince;
        if (waited > ANSWER_WAIT.plus(ANSWER_LATE_MAX).toNanos()) {
            world.course().broken("an answer took " + Duration.ofNanos(waited));
        }
        if (journal.state() == Journal.State.FULL && outcome instanceof Outcome.Unavailable) {
            world.course().count(Happening.JOURNAL_FULL);
        }
        Buffer bought = sold.get(post.row.challenge());
        if (outcome instanceof Outcome.Accepted
                && bought != null
                && !bought.equals(post.row.content())) {
            world.course()
                    .broken(
                            Ledger.told(post.row)
                                    + ": promised though its challenge is known sold");
        }
        if (outcome instanceof Outcome.Accepted
                && stores.stream().anyMatch(store -> store.isWriting(post.row))) {
            world.course().count(Happening.ACCEPTED_WHILE_UNDER_WAY);
        }
        new Promises(world).holdForTheAnswer(post, outcome);
        heard.accept(outcome);
    }

    private static String told(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }

    boolean isAlive() {
        return alive;
    }

    String name() {
        return name;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    void pause(long nanos) {
        world.course().count(Happening.GATEWAY_PAUSED);
        pausedUntil = world.time().now() + nanos;
        pausedNanos += nanos;
    }

    void breakerIsToldOfOneMore() {
        breakerOutcomes++;
    }

    boolean takesTheDatabaseForUp() {
        return intake.breaker().state() == DatabaseBreaker.State.UP;
    }

    /// The database has told this life what a challenge bought, or that it bought another content.
    /// A moment later that is known to every part.
    void isTold(SignatureRow row, RowOutcome outcome) {
        Buffer content =
                switch (outcome) {
                    case RECORDED, KNOWN, HELD -> row.content();
                    case SPENT -> UNKNOWN;
                    case EXPIRED, NOT_OPEN -> null;
                };
        if (content != null) {
            world.time()
                    .at(
                            world.time().now() + SimulatedTime.MS,
                            this,
                            () -> sold.merge(row.challenge(), content, Life::better));
        }
    }

    private static Buffer better(Buffer before, Buffer now) {
        return now.equals(UNKNOWN) ? before : now;
    }

    boolean drainsSomething() {
        return stores.stream().anyMatch(SimulatedStore::replaysSomething);
    }

    /// Without a word to anybody.
    void die() {
        alive = false;
        Map<Ledger.Post, Consumer<@Nullable Outcome>> cutOff = new LinkedHashMap<>(open);
        open.clear();
        cutOff.forEach((post, heard) -> {
            post.cutOff = true;
            heard.accept(null);
        });
    }

    /// Takes nothing more and answers what was taken.
    void stop(Runnable then) {
        if (!open.isEmpty()) {
            world.course().count(Happening.GATEWAY_STOPPED_UNDER_LOAD);
        }
        stopping = true;
        drain.stop();
        Future.join(lanes.stream().map(Lane::drain).toList())
                .eventually(journal::close)
                .onComplete(_ -> {
                    if (alive) {
                        then.run();
                    }
                });
    }

    /// What nobody may exceed at any time.
    void checkBounds(Journal.Limits journalLimits) {
        if (machine.file().kept().size() > journalLimits.rowsMax()) {
            world.course().broken("the journal of " + name + " holds more than it may");
        }
        if (journal.state() == Journal.State.READY
                && !machine.file().kept().stream()
                        .allMatch(kept -> journal.mayHold(kept.row().challenge()))) {
            world.course().broken("the journal of " + name + " does not know what its file holds");
        }
        if (hadTimeToFindOut() && !takesTheDatabaseForUp()) {
            world.course().broken(name + " does not find out that the database is back");
        }
    }

    /// A statement may have hung until its deadline, and the breaker's longest wait have begun
    /// after that; twice, for the probe itself. A paused gateway and a stalled disk keep the drain
    /// waiting.
    private boolean hadTimeToFindOut() {
        long enough = DRAIN_DEADLINE.multipliedBy(4).toNanos();
        long now = world.time().now();
        return !stopping
                && now - bornAt > enough
                && now - pausedUntil > enough
                && now - diskStalledUntil > enough
                && world.database().wellForNanos() > enough;
    }

    boolean isQuiet() {
        return open.isEmpty()
                && stores.stream().allMatch(SimulatedStore::isIdle)
                && pausedUntil < world.time().now()
                && journal.rows() == 0
                && machine.file().kept().isEmpty()
                && intake.breaker().pattern() == CircuitBreaker.State.CLOSED;
    }

    String state() {
        return "%s: %d posts without an answer, %d rows in the journal, which is %s, breaker %s"
                .formatted(
                        name,
                        open.size(),
                        machine.file().kept().size(),
                        journal.state(),
                        intake.breaker().pattern());
    }

    /// What is in memory when nothing is under way.
    void checkThatNothingIsLeft() {
        if (intake.queuedRows() != 0 || meters.get(CLAIMS).gauge().value() != 0) {
            world.course().broken(name + " has signatures left in memory");
        }
        if (!intake.takesSignatures()) {
            world.course().broken(name + " takes no signatures");
        }
        long told =
                meters.get(BREAKER_CALLS).timers().stream()
                        .filter(timer -> !"not_permitted".equals(timer.getId().getTag("kind")))
                        .mapToLong(Timer::count)
                        .sum();
        if (told != breakerOutcomes) {
            world.course()
                    .broken(
                            "the breaker of %s was told %d outcomes of %d statements"
                                    .formatted(name, told, breakerOutcomes));
        }
    }
}
