package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.Published;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.Row;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.WatchFigures;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What there is after the last signer has left, and what was seen until then.
///
/// @param rows the last look at the rows
/// @param reconciliation the last look at them beside the ledger
/// @param published the last look at what the public sees, by gateway
/// @param watched what it saw all the time, by gateway
/// @param timeline what the gateways said of themselves
record Settled(
        List<Row> rows,
        Reconciliation reconciliation,
        Map<String, Published> published,
        Map<String, WatchFigures> watched,
        Timeline timeline) {
    /// What the journal may need after the last signer.
    static final Duration WAIT_MAX = Duration.ofSeconds(10);

    /// With all else that is known.
    ///
    /// @param cpuSeconds by side; what is not a number nobody said, and is left out
    /// @param ofSigners what genuine signers were promised
    Evidence evidence(
            Crowds crowds,
            Ledger ofSigners,
            Map<String, Double> cpuSeconds,
            Map<String, Part> parts) {
        return new Evidence(
                reconciliation,
                published,
                watched,
                crowds,
                ofSigners.statesOf(rows),
                told(cpuSeconds),
                timeline,
                parts);
    }

    private static Map<String, Double> told(Map<String, Double> cpuSeconds) {
        Map<String, Double> told = new HashMap<>(cpuSeconds);
        told.values().removeIf(seconds -> seconds.isNaN());
        return told;
    }
}
