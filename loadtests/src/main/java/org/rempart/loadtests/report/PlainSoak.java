package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.SoakFigures;

import java.util.Formatter;

/// The soak's part of a report.
final class PlainSoak {
    private PlainSoak() {}

    static void section(Formatter out, Evidence.OfSoak evidence) {
        SoakFigures soak = evidence.soak();
        PlainReport.percentiles(out, "waited in all, first third", evidence.atFirst().waited());
        PlainReport.percentiles(out, "  last third", evidence.signers().waited());
        out.format(
                "soak: %,d clients; heap of 256 MiB: %.1f MiB at a third, %.1f at the end (once"
                        + " collected), %.1f at most; files and sockets: %d, %d\n",
                soak.sources(),
                soak.heapThirdMib(),
                soak.heapEndMib(),
                soak.heapMaxMib(),
                soak.filesThird(),
                soak.filesEnd());
        PlainFlood.volume(out, evidence.volume());
    }
}
