package org.rempart.loadtests.report;

import static org.rempart.loadtests.report.PlainReport.answers;

import org.rempart.loadtests.verdict.OutageFigures;

import java.util.Formatter;

/// The outage's part of a report.
final class PlainOutage {
    private PlainOutage() {}

    static void section(Formatter out, OutageFigures outage) {
        out.format("outage (%s) of %d s\n", outage.kind(), outage.seconds());
        out.format("  answers to posts: %s\n", answers(outage.answers()));
        out.format("  during the outage: %s\n", answers(outage.answersDuring()));
        PlainReport.percentiles(out, "  post to first answer, outage", outage.waitedDuring());
        out.format(
                "  journal: %d rows at most; all recorded %s\n",
                outage.journalRowsMax(),
                outage.recordedAfterS() < 0
                        ? "not in time"
                        : "%.1f s after the return".formatted(outage.recordedAfterS()));
        out.format(
                "  heap of 256 MiB: %.1f MiB before, %.1f at most, %.1f after (before and after: once"
                        + " collected)\n\n",
                outage.heapBeforeMib(), outage.heapMaxMib(), outage.heapAfterMib());
    }
}
