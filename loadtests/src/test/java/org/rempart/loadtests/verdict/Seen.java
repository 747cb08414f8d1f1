package org.rempart.loadtests.verdict;

import java.util.List;
import java.util.Map;

/// Evidence of runs in which nothing is wrong but what a test puts in, and nobody signed for the
/// rows' sake.
public final class Seen {
    /// A gateway whose published figures were always those of no rows.
    public static final WatchFigures NOTHING_WRONG = new WatchFigures(60, 30, 0, 0, 0, 0, 0, 0);

    private Seen() {}

    /// One gateway.
    public static Evidence of(
            Crowds crowds,
            Map<String, Long> states,
            Map<String, Double> cpuSeconds,
            Map<String, Part> parts) {
        return new Evidence(
                Reconciliation.of(new Ledger(), List.of()),
                Map.of("gateway", new Published(0, 0, Map.of())),
                Map.of("gateway", NOTHING_WRONG),
                crowds,
                states,
                cpuSeconds,
                Timeline.NONE,
                parts);
    }
}
