package org.rempart.loadtests.report;

import static org.rempart.loadtests.report.PlainReport.answers;

import org.rempart.loadtests.verdict.CrashFigures;

import java.util.Formatter;

/// The campaign's part of a report.
final class PlainCrash {
    private PlainCrash() {}

    static void section(Formatter out, CrashFigures crash) {
        out.format("campaign of seed %d: %d SIGKILLs\n", crash.seed(), crash.kills());
        out.format("  blows: %s\n", answers(crash.strikes()));
        out.format(
                "  gateways: %d starts, %d ended unasked and were started again\n",
                crash.gatewayLives(), crash.gatewayEndsUnasked());
        if (!crash.stopsOutOfOrder().isEmpty()) {
            out.format("  stops out of order: %s\n", String.join(", ", crash.stopsOutOfOrder()));
        }
        out.format("  signatures acknowledged: %s\n", answers(crash.acknowledged()));
        out.format("  answers to posts: %s\n", answers(crash.answers()));
        out.format(
                "  signatures that may or may not be there, for no answer came: %d\n",
                crash.unansweredSignatures());
        out.format(
                "  in doubt, at least: %d batches; of their rows %d were committed, %d were not,"
                        + " %d could not be answered\n",
                crash.inDoubt().batches(),
                crash.inDoubt().committed(),
                crash.inDoubt().notCommitted(),
                crash.inDoubt().unanswered());
        out.format(
                "  journals: %d rows at most; empty %s\n\n",
                crash.journalRowsMax(),
                crash.drainedAfterS() < 0
                        ? "not in time"
                        : "%.1f s after the last signer".formatted(crash.drainedAfterS()));
    }
}
