package org.rempart.loadtests.worker;

import org.rempart.loadtests.verdict.Ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// Posts what was hoarded from all sources at once: connections are opened beforehand, and nobody
/// sends before all are open. Of one thread.
final class Release {
    /// Connections of one source, each with one post at a time. A gateway lets a source open 400 at
    /// once; 218 sources need 8,720 sockets of the 20,000 that a process may have open as a rule.
    private static final int CONNECTIONS_A_SOURCE = 40;

    /// No backlog of a thousand is full before it is looked at.
    private static final int OPENED_A_SECOND = 5_000;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final HoardPlan plan;
    private final Forgery forgery;
    private final List<Lane> lanes = new ArrayList<>();
    private final LongAccumulator last = new LongAccumulator(Math::max, 0);
    private final LongAdder inFirstSecond = new LongAdder();
    private volatile long startNanos;

    /// A connection to one gateway, and what is posted on it.
    private record Lane(int source, int gateway, List<Hoard.Piece> pieces) {}

    Release(HoardPlan plan, List<Hoard.Piece> pieces, Tally tally, Ledger ledger) {
        this.plan = plan;
        this.forgery =
                new Forgery(
                        plan.path(),
                        new Forgers(plan.guise()),
                        new Exchange(
                                new SharedPace(plan.rate()), tally, plan.departures(), this::sends),
                        tally,
                        ledger);
        TreeMap<Integer, List<Hoard.Piece>> bySource = new TreeMap<>();
        for (Hoard.Piece piece : pieces) {
            bySource.computeIfAbsent(piece.source(), _ -> new ArrayList<>()).add(piece);
        }
        bySource.forEach(this::deal);
    }

    /// Goes on with the gateway where the source before left off: those that found more than others
    /// post no more to one gateway than to another.
    private void deal(int source, List<Hoard.Piece> pieces) {
        List<Lane> ofSource = new ArrayList<>();
        for (int i = 0; i < Math.min(pieces.size(), CONNECTIONS_A_SOURCE); i++) {
            ofSource.add(new Lane(source, lanes.size() + i, new ArrayList<>()));
        }
        for (int i = 0; i < pieces.size(); i++) {
            ofSource.get(i % ofSource.size()).pieces().add(pieces.get(i));
        }
        lanes.addAll(ofSource);
    }

    /// Returns when the last answer is there.
    void run() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(lanes.size());
        CountDownLatch start = new CountDownLatch(1);
        SharedPace opening = new SharedPace(OPENED_A_SECOND);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Lane lane : lanes) {
                opening.await();
                threads.execute(() -> post(lane, open, start));
            }
            open.await();
            startNanos = System.nanoTime();
            start.countDown();
        }
    }

    private void post(Lane lane, CountDownLatch open, CountDownLatch start) {
        try (KeptConnection connection =
                new KeptConnection(
                        plan.sources().get(lane.source()),
                        plan.gateway(lane.gateway()),
                        plan.departures())) {
            tryToOpen(connection);
            open.countDown();
            start.await();
            for (Hoard.Piece piece : lane.pieces()) {
                forgery.post(
                        plan.departures().taken(plan.sources(), lane.source()),
                        connection,
                        piece.solution());
            }
        } catch (IOException e) {
            return; // it does not close: whoever waits for it has its answer
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One that is refused now is tried again with its first post, which says so.
    private static void tryToOpen(KeptConnection connection) {
        try {
            connection.open();
        } catch (IOException _) {
            // see above
        }
    }

    private void sends() {
        long after = System.nanoTime() - startNanos;
        last.accumulate(after);
        if (after < SECOND_NANOS) {
            inFirstSecond.increment();
        }
    }

    int connections() {
        return lanes.size();
    }

    /// From the first post to the last.
    double sendingS() {
        return last.get() / 1e9;
    }

    long postedInFirstSecond() {
        return inFirstSecond.sum();
    }
}
