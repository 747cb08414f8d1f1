package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Table;
import org.rempart.loadtests.verdict.Verdict;

import java.util.Formatter;
import java.util.Locale;

/// A verdict as text for a terminal: the word first, then what it rests on.
public final class PlainReport {
    private PlainReport() {}

    /// Writes the verdict, lines ended by `\n`.
    public static String of(Verdict verdict) {
        Formatter out = new Formatter(Locale.ROOT);
        out.format("%s\n\n", headline(verdict));
        criteria(out, verdict);
        verdict.evidence().tables().forEach(table -> table(out, table));
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
                    name + "the rehearsal was not what it was to be, so this run means nothing.";
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

    private static void table(Formatter out, Table table) {
        switch (table) {
            case Table.Waits waits -> {
                out.format(
                        "%-42s %8s %9s %9s %9s %9s\n",
                        waits.title() + ", ms", "p50", "p90", "p99", "p99.9", "max");
                waits.waits().forEach(wait -> wait(out, wait));
            }
            case Table.Answers answers -> {
                out.format("%s\n", answers.title());
                answers.asked().forEach(asked -> asked(out, asked));
            }
            case Table.Amounts amounts -> {
                out.format("%s\n", amounts.title());
                amounts.amounts()
                        .forEach((name, amount) ->
                                out.format("  %s: %,.1f %s\n", name, amount, amounts.unit()));
            }
            case Table.Changes changes -> {
                out.format("%s\n", changes.title());
                changes.changes()
                        .forEach(change ->
                                out.format(
                                        "  %-52s %,10.1f → %,.1f %s%s\n",
                                        change.name(),
                                        change.earlier(),
                                        change.now(),
                                        change.unit(),
                                        Table.times(change)));
            }
            case Table.Facts facts -> {
                out.format("%s\n", facts.title());
                facts.facts()
                        .forEach(fact ->
                                out.format(
                                        "  %s: %s\n",
                                        fact.name(), fact.value().isEmpty() ? "–" : fact.value()));
            }
        }
        out.format("\n");
    }

    private static void wait(Formatter out, Table.Wait wait) {
        Percentiles ms = wait.ms();
        out.format(
                "  %-40s %8.1f %9.1f %9.1f %9.1f %9.1f\n",
                wait.name(), ms.p50(), ms.p90(), ms.p99(), ms.p999(), ms.max());
    }

    private static void asked(Formatter out, Table.Asked asked) {
        out.format(
                "  %-18s %,10d   %s%s\n",
                asked.kind(),
                asked.sent(),
                Table.counts(asked.answers()),
                asked.unanswered() == 0 ? "" : ", no answer: " + asked.unanswered());
    }
}
