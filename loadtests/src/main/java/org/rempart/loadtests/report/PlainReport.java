package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A verdict as text for a terminal: the word first, then what it rests on.
public final class PlainReport {
    /// Receipts named for each failed criterion: enough to look one up.
    private static final int RECEIPTS_SHOWN_MAX = 5;

    private PlainReport() {}

    /// Writes the verdict, lines ended by `\n`.
    public static String of(Verdict verdict) {
        Formatter out = new Formatter(Locale.ROOT);
        out.format("%s\n\n", headline(verdict));
        criteria(out, verdict);
        signers(out, verdict.evidence().signers());
        switch (verdict.evidence()) {
            case Evidence.OfFlood evidence -> PlainFlood.section(out, evidence);
            case Evidence.OfSoak evidence -> PlainSoak.section(out, evidence);
            case Evidence.OfSlow evidence -> PlainSlow.section(out, evidence);
            case Evidence.OfWorkers evidence -> PlainWorkers.section(out, evidence);
            case Evidence.OfCrash evidence -> PlainCrash.section(out, evidence.crash());
            case Evidence.OfOutage evidence -> PlainOutage.section(out, evidence.outage());
        }
        rows(out, verdict.evidence());
        verdict.notes().forEach(note -> out.format("note: %s\n", note));
        return out.toString();
    }

    private static String headline(Verdict verdict) {
        String name = verdict.outcome() + "  " + verdict.rehearsal() + ": ";
        return switch (verdict.outcome()) {
            case GREEN ->
                    name
                            + "what was acknowledged is there, once, and nothing else is;"
                            + " genuine signers got through.";
            case RED ->
                    name
                            + "%d of %d criteria do not hold."
                                    .formatted(verdict.failed().size(), verdict.criteria().size());
            case NOT_VALID ->
                    name + "the generator could not do what it says, so this run means nothing.";
        };
    }

    private static void criteria(Formatter out, Verdict verdict) {
        for (Criterion criterion : verdict.criteria()) {
            out.format(
                    "%-6s %-66s %22s   %s\n",
                    criterion.passed() ? "ok" : "FAILED",
                    criterion.name(),
                    criterion.figure(),
                    criterion.limit());
        }
        out.format("\n");
    }

    private static void signers(Formatter out, SignerFigures signers) {
        out.format(
                "genuine signers: %d came, %d acknowledged (%.2f %%), %d waits asked for%s\n",
                signers.due() - signers.dropped(),
                signers.acknowledged(),
                signers.successRate() * 100,
                signers.waits(),
                signers.gaveUp().isEmpty() ? "" : ", gave up: " + answers(signers.gaveUp()));
        if (!signers.again().isEmpty()) {
            out.format("posted the same once more: %s\n", answers(signers.again()));
        }
        out.format("%-34s %8s %9s %9s %9s %9s\n", "ms", "p50", "p90", "p99", "p99.9", "max");
        percentiles(out, "waited in all", signers.waited());
        percentiles(out, "  page", signers.page());
        percentiles(out, "  challenge", signers.challenge());
        percentiles(out, "  post to acknowledgement", signers.post());
        percentiles(out, "solving (own time)", signers.solve());
        percentiles(out, "came late by (generator)", signers.lateness());
        out.format("\n");
    }

    static void percentiles(Formatter out, String name, Percentiles ms) {
        out.format(
                "%-34s %8.1f %9.1f %9.1f %9.1f %9.1f\n",
                name, ms.p50(), ms.p90(), ms.p99(), ms.p999(), ms.max());
    }

    private static void rows(Formatter out, Evidence evidence) {
        Reconciliation rows = evidence.reconciliation();
        out.format(
                "rows: %d for %d acknowledged signatures (%s), %d for posts without an answer\n",
                rows.rows(),
                rows.acknowledged(),
                rows.rowsByState().isEmpty() ? "none" : answers(rows.rowsByState()),
                rows.unexplained());
        receipts(out, "missing", rows.missing());
        receipts(out, "given to two signatures", rows.shared());
        receipts(out, "there twice", rows.twice());
        receipts(out, "in another country", rows.elsewhere());
        out.format(
                "CPU: %s\n",
                evidence.cpuSeconds().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(cpu ->
                                String.format(
                                        Locale.ROOT, "%s %.1f s", cpu.getKey(), cpu.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    private static void receipts(Formatter out, String what, List<String> receipts) {
        if (!receipts.isEmpty()) {
            out.format(
                    "receipts %s: %s%s\n",
                    what,
                    String.join(
                            ", ",
                            receipts.subList(0, Math.min(receipts.size(), RECEIPTS_SHOWN_MAX))),
                    receipts.size() > RECEIPTS_SHOWN_MAX ? ", …" : "");
        }
    }

    static String answers(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getKey() + ": " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
