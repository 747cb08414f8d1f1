package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Published;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.Row;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Rows and published figures after the last signer has left.
///
/// The count may be cached for a second, and what waits in a journal reaches the database by
/// itself: so the gateway gets a while, and the last look counts.
///
/// @param rows the last look at the rows
/// @param reconciliation the last look at them beside the ledger
/// @param published the last look at what the public sees
record Settled(List<Row> rows, Reconciliation reconciliation, Published published) {
    /// What the journal may need after the last signer.
    static final Duration WAIT_MAX = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(500);

    static Settled of(
            GatewayClient gateway, RehearsalPetition petition, Ledger ledger, Duration waitMax)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + waitMax.toNanos();
        while (true) {
            List<Row> rows = gateway.rows(petition);
            Reconciliation reconciliation = Reconciliation.of(ledger, rows);
            Published published = gateway.published(petition);
            boolean settled = reconciliation.complete() && reconciliation.agreesWith(published);
            if (settled || System.nanoTime() > deadline) {
                return new Settled(rows, reconciliation, published);
            }
            Thread.sleep(POLL);
        }
    }
}
