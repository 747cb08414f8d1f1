package org.rempart.loadtests.crash;

import org.rempart.loadtests.database.PostgresServer;
import org.rempart.loadtests.target.LastingGateway;
import org.rempart.loadtests.verdict.InDoubt;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Carries a plan out. Each victim has a thread of its own, which hits it as planned, or as soon as
/// it has got over the blow before; so a gateway may be killed while it starts, and while the
/// database is away. The database is hit when a gateway is there, and half of the time when one
/// says that it uses it: on a slow machine a campaign takes longer, and hits no less. When it is
/// over, everything has been started again.
public final class Campaign implements AutoCloseable {
    /// How long a blow to the database is put off until a gateway is there to feel it.
    private static final long PUT_OFF_MS_MAX = 10_000;

    private static final long POLL_MS = 20;

    private final StrikePlan plan;
    private final List<LastingGateway> gateways;
    private final PostgresServer database;
    private final List<GatewayWatch> watches;
    private final Map<Strike.Kind, AtomicLong> done = new EnumMap<>(Strike.Kind.class);
    private final Queue<String> stopsOutOfOrder = new ConcurrentLinkedQueue<>();

    public Campaign(StrikePlan plan, List<LastingGateway> gateways, PostgresServer database) {
        this.plan = plan;
        this.gateways = List.copyOf(gateways);
        this.database = database;
        this.watches =
                gateways.stream().map(gateway -> new GatewayWatch(gateway.target())).toList();
        for (Strike.Kind kind : Strike.Kind.values()) {
            done.put(kind, new AtomicLong());
        }
    }

    /// Strikes; returns when the last victim is up again. Blocks.
    ///
    /// @throws IllegalStateException when a victim does not come back
    public void run() throws InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService arms = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int victim = 0; victim < gateways.size(); victim++) {
                List<Strike> strikes = strikesOn(true, victim);
                all.add(arms.submit(() -> strikeAll(strikes, start)));
            }
            List<Strike> strikes = strikesOn(false, 0);
            all.add(arms.submit(() -> strikeAll(strikes, start)));
            for (Future<?> arm : all) {
                arm.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a victim did not come back", e.getCause());
        }
    }

    private List<Strike> strikesOn(boolean gateway, int victim) {
        return plan.strikes().stream()
                .filter(strike -> strike.kind().ofGateway() == gateway && strike.victim() == victim)
                .toList();
    }

    private boolean strikeAll(List<Strike> strikes, long start) throws Exception {
        for (Strike strike : strikes) {
            long dueMs = strike.atMs() - (System.nanoTime() - start) / 1_000_000;
            if (dueMs > 0) {
                Thread.sleep(dueMs);
            }
            if (!strike.kind().ofGateway()) {
                await(strike.atWork() ? GatewayWatch::usesDatabase : GatewayWatch::ready);
            }
            strike(strike);
            of(strike.kind()).incrementAndGet();
        }
        return true;
    }

    private void await(Predicate<GatewayWatch> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PUT_OFF_MS_MAX * 1_000_000;
        while (watches.stream().noneMatch(wanted) && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MS);
        }
    }

    private void strike(Strike strike) throws Exception {
        LastingGateway gateway = gateways.get(strike.victim());
        GatewayWatch watch = watches.get(strike.victim());
        switch (strike.kind()) {
            case GATEWAY_KILLED -> watch.lastLook(() -> gateway.kill(strike.away()));
            case GATEWAY_RESTARTED ->
                    watch.lastLook(() -> gateway.restart().ifPresent(stopsOutOfOrder::add));
            case GATEWAY_FROZEN -> gateway.pause(strike.away());
            case DATABASE_KILLED -> database.kill(strike.away());
            case DATABASE_FROZEN, DATABASE_HUNG -> database.pause(strike.away());
            case DATABASE_RESTARTED -> database.restart(PostgresServer.Stop.FAST);
            case DATABASE_RESET -> database.restart(PostgresServer.Stop.IMMEDIATE);
        }
    }

    /// Blows carried out, by kind.
    public Map<String, Long> done() {
        Map<String, Long> counts = new TreeMap<>();
        done.forEach((kind, count) -> counts.put(kind.label(), count.get()));
        return counts;
    }

    /// SIGKILLs carried out.
    public long kills() {
        return done.entrySet().stream()
                .filter(count -> count.getKey().kills())
                .mapToLong(count -> count.getValue().get())
                .sum();
    }

    /// What was out of order when gateways were told to stop.
    public List<String> stopsOutOfOrder() {
        return List.copyOf(stopsOutOfOrder);
    }

    /// What became of batches in doubt, over all gateways and all their lives: a lower bound.
    public InDoubt inDoubt() throws InterruptedException {
        InDoubt all = InDoubt.NONE;
        for (GatewayWatch watch : watches) {
            all = all.plus(watch.inDoubt());
        }
        return all;
    }

    /// The most rows any journal was seen with.
    public long journalRowsMax() {
        return watches.stream().mapToLong(GatewayWatch::journalRowsMax).max().orElse(0);
    }

    @Override
    public void close() {
        watches.forEach(GatewayWatch::close);
    }

    private AtomicLong of(Strike.Kind kind) {
        AtomicLong count = done.get(kind);
        if (count == null) {
            throw new IllegalStateException("every kind is counted");
        }
        return count;
    }
}
