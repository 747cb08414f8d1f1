package org.rempart.loadtests.worker;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.signer.Solution;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Row;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Workers who post nothing for minutes: they take challenges, solve them and hold what they found,
/// until all of it goes out in one moment, from all sources and to every gateway.
///
/// First [#collect], then [#release], then [#figures]; of one thread.
public final class Hoard {
    /// Solutions that are held, at about 1 KB each. What is found beyond is thrown away.
    public static final int HELD_MAX = 50_000;

    private final HoardPlan plan;
    private final Ledger ledger;
    private final Tally tally = new Tally();
    private final Queue<Piece> held = new ArrayBlockingQueue<>(HELD_MAX);
    private TempoFigures challenges = new TempoFigures(0, 0, Percentiles.NONE);
    private @Nullable Release release;

    /// A solution, and the number of the source that found it.
    record Piece(int source, Solution solution) {}

    /// @param ledger gets what the gateway acknowledges
    public Hoard(HoardPlan plan, Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
    }

    /// Takes challenges as planned and solves them. Blocks until the time is over.
    public void collect() throws InterruptedException {
        long start = System.nanoTime();
        long end = start + plan.challenges().lasts().toNanos();
        Exchange exchange = new Exchange(new SharedPace(plan.rate()), tally, plan.departures());
        Turns turns = new Turns(plan.challenges(), plan.seed(), start);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int core = 0; core < plan.coresASource(); core++) {
                for (int source = 0; source < plan.sources().size(); source++) {
                    int number = source;
                    all.add(
                            threads.submit(() -> {
                                collect(number, exchange, turns, end);
                                return true;
                            }));
                }
            }
            for (Future<?> core : all) {
                core.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("collecting ends with its time", e.getCause());
        }
        challenges = turns.figures();
    }

    private void collect(int source, Exchange exchange, Turns turns, long end)
            throws InterruptedException {
        try (KeptConnection connection =
                new KeptConnection(
                        plan.sources().get(source), plan.gateway(source), plan.departures())) {
            Search search = new Search(connection, plan.path(), plan.core(), exchange, tally, end);
            while (search.timeLeft() && turns.await(end)) {
                Solution solution = search.next();
                if (solution != null) {
                    held.offer(new Piece(source, solution));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Solutions in hand.
    public int held() {
        return held.size();
    }

    /// Posts all of them. Blocks until the last answer is there.
    public void release() throws InterruptedException {
        Release begun = new Release(plan, List.copyOf(held), tally, ledger);
        begun.run();
        release = begun;
    }

    /// What they did, and what became of it.
    ///
    /// @param rows the petition's
    public HoardFigures figures(Collection<Row> rows) {
        Release ended = release;
        Map<String, Long> posts = tally.answersTo(Tally.POST);
        Map<String, Long> refused = new TreeMap<>(posts);
        refused.keySet().removeAll(List.of("201", "202"));
        return new HoardFigures(
                plan.sources().size(),
                plan.gateways().size(),
                challenges,
                tally.answersTo(Tally.CHALLENGE).getOrDefault("200", 0L),
                held.size(),
                posts.values().stream().mapToLong(Long::longValue).sum(),
                posts.getOrDefault("201", 0L),
                posts.getOrDefault("202", 0L),
                refused,
                ended == null ? 0 : ended.connections(),
                ended == null ? 0 : ended.sendingS(),
                ended == null ? 0 : ended.postedInFirstSecond(),
                tally.cpuNanos.sum() / 1e9,
                tally.meanPrice() * plan.core().scale(),
                ledger.statesOf(rows),
                Row.mostCounted(tally.sourcesByReceipt, rows));
    }
}
