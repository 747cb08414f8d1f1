package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.OperatorView;
import org.rempart.loadtests.target.OperatorView.Strain;
import org.rempart.loadtests.target.Target;

import java.time.Duration;
import java.util.List;

/// Looks at how hard a gateway is pressed, and keeps the worst of it. A gateway that does not
/// answer is asked again. Runs in a thread of its own, and is read from any.
final class StrainWatch implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private static final Duration END_MAX = Duration.ofSeconds(3);

    private static final List<String> LEVELS = List.of("calm", "busy", "attack", "severe");

    private final OperatorView view;
    private final Thread thread = Thread.ofVirtual().name("strain-watch").unstarted(this::look);
    private Strain worst = Strain.UNKNOWN;
    private long queueRowsMost;

    private StrainWatch(Target target) {
        this.view = new OperatorView(target);
    }

    /// Starts looking.
    static StrainWatch start(Target target) {
        StrainWatch watch = new StrainWatch(target);
        watch.thread.start();
        return watch;
    }

    /// Forgets what was seen so far.
    synchronized void begin() {
        worst = Strain.UNKNOWN;
        queueRowsMost = 0;
    }

    /// When it was pressed most.
    synchronized Strain worst() {
        return worst;
    }

    /// Signatures that waited for the database, at most.
    synchronized long queueRowsMost() {
        return queueRowsMost;
    }

    /// Waits until it is not pressed, for as long as that may take.
    void awaitCalm(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        do {
            begin();
            Thread.sleep(LOOK_EVERY.multipliedBy(2));
        } while (System.nanoTime() < deadline && LEVELS.indexOf(worst().level()) != 0);
    }

    private void look() {
        try {
            while (true) {
                view.strain().ifPresent(this::keep);
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private synchronized void keep(Strain seen) {
        queueRowsMost = Math.max(queueRowsMost, seen.queueRows());
        if (LEVELS.indexOf(seen.level()) > LEVELS.indexOf(worst.level())) {
            worst = seen;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        view.close();
    }
}
