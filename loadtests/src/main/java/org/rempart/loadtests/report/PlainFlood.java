package org.rempart.loadtests.report;

import static org.rempart.loadtests.report.PlainReport.answers;
import static org.rempart.loadtests.report.PlainReport.percentiles;

import org.rempart.loadtests.verdict.AttackFigures;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.FloodFigures;
import org.rempart.loadtests.verdict.VolumeFigures;

import java.util.Formatter;
import java.util.List;

/// The attackers' part of a report.
final class PlainFlood {
    private PlainFlood() {}

    static void section(Formatter out, Evidence.OfFlood evidence) {
        percentiles(out, "waited in all, while it was quiet", evidence.quiet().waited());
        percentiles(out, "  beside the forgers", evidence.besideForgers().waited());
        percentiles(out, "  during the flood", evidence.signers().waited());
        out.format("rows of genuine signers: %s\n\n", answers(evidence.states()));
        volume(out, evidence.volume());
        FloodFigures forgers = evidence.forgers();
        out.format(
                "forgers: %d requests on %d connections from %d sources; came late by %.1f ms (p99)\n",
                forgers.sent(),
                forgers.usersStarted(),
                forgers.sources(),
                forgers.lateness().p99());
        attacks(out, forgers.attacks());
    }

    static void volume(Formatter out, VolumeFigures volume) {
        out.format(
                "volume (%s): %,.0f requests a second for %d s on %d connections from %d sources,"
                        + " %,d in the best second; reach %,.0f, idle %.0f %%\n",
                volume.kind(),
                volume.sentASecond(),
                volume.seconds(),
                volume.connections(),
                volume.sources(),
                volume.sentInBestSecond(),
                volume.reach(),
                volume.idle() * 100);
        out.format(
                "  connections: %,d opened, %,d ended by the gateway, %,d given up; not sent in time: %,d\n",
                volume.opened(), volume.endedByGateway(), volume.gaveUp(), volume.missed());
        percentiles(out, "  answered within", volume.answered());
        attacks(out, volume.attacks());
    }

    private static void attacks(Formatter out, List<AttackFigures> attacks) {
        out.format("%-12s %9s %9s   %s\n", "kind", "sent", "accepted", "answers");
        for (AttackFigures attack : attacks) {
            out.format(
                    "%-12s %9d %9s   %s%s\n",
                    attack.kind(),
                    attack.sent(),
                    attack.mustNotBeAccepted() ? Long.toString(attack.accepted()) : "-",
                    answers(attack.answers()),
                    attack.unanswered() == 0 ? "" : ", no answer " + attack.unanswered());
        }
        out.format("\n");
    }
}
