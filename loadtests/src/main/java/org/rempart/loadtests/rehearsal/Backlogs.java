package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.LastingGateway;
import org.rempart.loadtests.target.OperatorView;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Waits until nothing is on its way to the database any more.
final class Backlogs {
    private static final Duration POLL = Duration.ofMillis(200);

    private Backlogs() {}

    /// Waits until the journals and queues of all gateways are empty.
    ///
    /// @return how long that took, in seconds; negative: longer than `longest`
    static double awaitEmpty(List<LastingGateway> gateways, Duration longest)
            throws InterruptedException {
        List<OperatorView> views = new ArrayList<>();
        gateways.forEach(gateway -> views.add(new OperatorView(gateway.target())));
        try {
            long start = System.nanoTime();
            while (System.nanoTime() - start < longest.toNanos()) {
                if (empty(views)) {
                    return (System.nanoTime() - start) / 1e9;
                }
                Thread.sleep(POLL);
            }
            return -1;
        } finally {
            views.forEach(OperatorView::close);
        }
    }

    private static boolean empty(List<OperatorView> views) throws InterruptedException {
        for (OperatorView view : views) {
            Optional<OperatorView.Backlog> backlog = view.backlog();
            if (backlog.isEmpty() || !backlog.get().empty()) {
                return false;
            }
        }
        return true;
    }
}
