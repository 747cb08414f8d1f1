package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.atMost;
import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.some;
import static org.rempart.loadtests.verdict.Criteria.within;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an outage of the database is judged by.
public final class OutageCriteria {
    /// How long after the database's return everything has to be in it.
    public static final int RECORDED_S_MAX = 30;

    /// How soon a gateway has to say that the database is away: a batch's deadline and a look.
    private static final int NOTICED_S_MAX = 4;

    /// What a full collection may leave more than before: counters, code and buffers that are made
    /// at the first outage, and a small part of 256 MiB.
    private static final int HEAP_GROWTH_MIB_MAX = 24;

    private static final double ANSWER_MS_MAX = 50;

    private static final double LATENESS_P99_MS_MAX = 500;

    private OutageCriteria() {}

    /// Judges, criterion by criterion.
    ///
    /// @param brief whether it is the short form: its hundredth part is three posts, on a machine
    ///   that has just begun; so the median is held to the limit instead
    public static List<Criterion> of(Evidence.OfOutage evidence, boolean brief) {
        SignerFigures signers = evidence.signers();
        OutageFigures outage = evidence.outage();
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence.reconciliation()));
        all.add(Criteria.count(evidence.reconciliation(), evidence.published()));
        all.add(none(Of.SERVICE, "no post was refused or unanswered", refused(outage.answers())));
        all.add(Criteria.success(signers, 1));
        all.add(
                within(
                        Of.SERVICE,
                        "everything is recorded soon after the database's return",
                        outage.recordedAfterS(),
                        RECORDED_S_MAX));
        all.add(
                atMost(
                        Of.SERVICE,
                        "posts do not wait longer during the outage (%s)"
                                .formatted(brief ? "p50" : "p99"),
                        brief ? outage.waitedDuring().p50() : outage.waitedDuring().p99(),
                        ANSWER_MS_MAX));
        all.add(none(Of.SERVICE, "the gateway is ready all the time", outage.looksNotReady()));
        all.add(
                within(
                        Of.SERVICE,
                        "it says that the database is down",
                        outage.downAfterS(),
                        NOTICED_S_MAX));
        all.add(none(Of.SERVICE, "and goes on saying so until it is back", outage.looksUp()));
        all.add(heap(outage));
        all.add(none(Of.SERVICE, "no event loop was blocked", outage.blockedWarnings()));
        all.add(none(Of.GENERATOR, "no genuine signer was dropped", signers.dropped()));
        all.add(
                atMost(
                        Of.GENERATOR,
                        "genuine signers came on time (p99)",
                        signers.lateness().p99(),
                        LATENESS_P99_MS_MAX));
        all.add(
                some(
                        Of.GENERATOR,
                        "signers posted while the database was away",
                        outage.waitedDuring().count()));
        return all;
    }

    private static Criterion heap(OutageFigures outage) {
        double growth = outage.heapAfterMib() - outage.heapBeforeMib();
        return new Criterion(
                Of.SERVICE,
                "the heap is as small after as before, once collected",
                String.format(Locale.ROOT, "%+.1f MiB", growth),
                "≤ +%d MiB".formatted(HEAP_GROWTH_MIB_MAX),
                growth <= HEAP_GROWTH_MIB_MAX);
    }

    private static long refused(Map<String, Long> answers) {
        return answers.entrySet().stream()
                .filter(answer -> !answer.getKey().matches("20[12]"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
