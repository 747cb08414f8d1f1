package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Row;
import org.rempart.loadtests.verdict.WorkersFigures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// All workers of an attack: of each source, as many as it has cores, each with connections of its
/// own. They solve each for themselves.
public final class Workers {
    /// Connections on which a core posts. The gateway holds refusals back for 5 s on average, and a
    /// core that solves a challenge in 0.2 s gets one of its source's 1,200 in ten minutes every 2
    /// s: three posts of a core wait, and there are as many again.
    private static final int POSTS_AT_ONCE = 6;

    private final WorkersPlan plan;
    private final Ledger ledger;
    private final Tally tally = new Tally();
    private final Forgers forgers;
    private double seconds;
    private TempoFigures tempo = new TempoFigures(0, 0, Percentiles.NONE);

    /// @param ledger gets what the gateway acknowledges
    public Workers(WorkersPlan plan, Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
        this.forgers = new Forgers(plan.guise());
    }

    /// Works until the time is over and the last answer is there. Blocks.
    public void work() throws InterruptedException {
        long start = System.nanoTime();
        long end = start + plan.tempo().lasts().toNanos();
        switch (plan.tempo()) {
            case Tempo.FlatOut _ -> work(end, () -> true);
            case Tempo.Due(Arrivals forgeries, long seed) -> {
                Turns turns = new Turns(forgeries, seed, start);
                work(end, () -> turns.await(end));
                tempo = turns.figures();
            }
        }
        seconds = (System.nanoTime() - start) / 1e9;
    }

    private void work(long end, Worker.Turn turn) throws InterruptedException {
        Exchange exchange = new Exchange(new SharedPace(plan.rate()), tally, plan.departures());
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // a core of each source before the second of any: turns begin with all sources
            for (int core = 0; core < plan.coresASource(); core++) {
                for (int source = 0; source < plan.sources().size(); source++) {
                    int number = source;
                    all.add(
                            threads.submit(() -> {
                                work(number, exchange, end, turn);
                                return true;
                            }));
                }
            }
            for (Future<?> worker : all) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker ends with its time", e.getCause());
        }
    }

    private void work(int source, Exchange exchange, long end, Worker.Turn turn)
            throws InterruptedException {
        InetAddress from = plan.sources().get(source);
        List<KeptConnection> posts =
                Stream.generate(() -> new KeptConnection(from, plan.gateway(), plan.departures()))
                        .limit(POSTS_AT_ONCE)
                        .toList();
        try (KeptConnection challenges =
                new KeptConnection(from, plan.gateway(), plan.departures())) {
            Search search = new Search(challenges, plan.path(), plan.core(), exchange, tally, end);
            Forgery forgery = new Forgery(plan.path(), forgers, exchange, tally, ledger);
            new Worker(plan.departures().taken(plan.sources(), source), search, forgery, posts, end)
                    .work(turn);
            for (KeptConnection post : posts) {
                post.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether they kept a tempo that was due; nothing was due of those who go flat out.
    public TempoFigures tempo() {
        return tempo;
    }

    /// What they did, and what became of it.
    ///
    /// @param rows the petition's
    public WorkersFigures figures(Collection<Row> rows) {
        return new WorkersFigures(
                plan.sources().size(),
                plan.coresASource(),
                seconds,
                tally.requests.sum(),
                tally.solved.sum(),
                tally.cpuNanos.sum() / 1e9,
                tally.meanPrice() * plan.core().scale(),
                tally.dearest.get() * plan.core().scale(),
                tally.answers(),
                ledger.statesOf(rows),
                Row.mostCounted(tally.sourcesByReceipt, rows));
    }
}
