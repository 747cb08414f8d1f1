package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.SlowFigures;

import java.util.Formatter;
import java.util.Map;

/// The slow connections' part of a report.
final class PlainSlow {
    private PlainSlow() {}

    static void section(Formatter out, Evidence.OfSlow evidence) {
        SlowFigures slow = evidence.slow();
        PlainReport.percentiles(
                out, "waited in all, while it was quiet", evidence.quiet().waited());
        PlainReport.percentiles(out, "  beside slow connections", evidence.signers().waited());
        out.format(
                "slow connections: %,d opened of %,d, %,d of them refused; %,d left open\n",
                slow.opened(), slow.due(), slow.refused(), slow.left());
        slow.lives().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(life ->
                        PlainReport.percentiles(out, "  lived: " + life.getKey(), life.getValue()));
        out.format("\n");
    }
}
