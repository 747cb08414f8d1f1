package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.PlainReport.answers;

import java.util.Formatter;

/// The attackers' part of a report.
final class PlainFlood {
    private PlainFlood() {}

    static void section(Formatter out, FloodFigures flood) {
        out.format(
                "flood: %d requests on %d connections from %d sources; came late by %.1f ms (p99)\n",
                flood.sent(), flood.usersStarted(), flood.sources(), flood.lateness().p99());
        out.format("%-12s %9s %9s   %s\n", "kind", "sent", "accepted", "answers");
        for (AttackFigures attack : flood.attacks()) {
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
