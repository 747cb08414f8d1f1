package org.rempart.loadtests.crash;

import org.rempart.loadtests.target.OperatorView;
import org.rempart.loadtests.target.Target;
import org.rempart.loadtests.verdict.InDoubt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps looking at one gateway: whether it is ready, its counters of batches in doubt, and how
/// full its journal is.
final class GatewayWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(200);

    /// A look just before a kill must not put the kill off by much.
    private static final Duration LAST_LOOK_MAX = Duration.ofMillis(200);

    private static final Duration LOOK_MAX = Duration.ofSeconds(1);

    private final OperatorView view;
    private final LifeCounters counters = new LifeCounters();
    private final AtomicLong journalRowsMax = new AtomicLong();
    private final Object look = new Object();
    private volatile boolean ready;
    private volatile boolean usesDatabase;
    private final Thread watcher;

    GatewayWatch(Target target) {
        this.view = new OperatorView(target);
        this.watcher = Thread.ofPlatform().daemon().name("watch").start(this::watch);
    }

    /// Looks, and then lets it end: no other look comes in between.
    void lastLook(Ending ending) throws Exception {
        synchronized (look) {
            view.metrics(LAST_LOOK_MAX).ifPresent(counters::seen);
            ready = false;
            usesDatabase = false;
            ending.run();
            counters.ended();
        }
    }

    /// How a life ends.
    interface Ending {
        void run() throws Exception;
    }

    InDoubt inDoubt() throws InterruptedException {
        synchronized (look) {
            view.metrics(LOOK_MAX).ifPresent(counters::seen);
            return counters.inDoubt();
        }
    }

    /// The most rows its journal was seen with.
    long journalRowsMax() {
        return journalRowsMax.get();
    }

    /// Whether the last look found it ready to take a signature.
    boolean ready() {
        return ready;
    }

    /// Whether it said at the last look that it uses the database.
    boolean usesDatabase() {
        return usesDatabase;
    }

    @Override
    public void close() {
        watcher.interrupt();
        view.close();
    }

    private void watch() {
        try {
            while (true) {
                synchronized (look) {
                    view.metrics(LOOK_MAX).ifPresent(counters::seen);
                    Optional<OperatorView.Health> health = view.health();
                    ready = health.map(OperatorView.Health::status).orElse(0) == 200;
                    usesDatabase =
                            ready
                                    && health.map(OperatorView.Health::database)
                                            .orElse("")
                                            .equals("up");
                }
                view.backlog()
                        .ifPresent(backlog ->
                                journalRowsMax.accumulateAndGet(backlog.journalRows(), Math::max));
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }
}
