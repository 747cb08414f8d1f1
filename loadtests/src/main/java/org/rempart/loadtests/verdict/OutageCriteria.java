package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.quick;
import static org.rempart.loadtests.verdict.Criteria.some;
import static org.rempart.loadtests.verdict.Criteria.within;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an outage of the database is judged by.
public final class OutageCriteria {
    /// What the outage is called in the evidence.
    public static final String OUTAGE = "outage";

    private OutageCriteria() {}

    /// What came, for the verdict's sentence.
    public static String threat(OutageFigures outage) {
        return String.format(
                Locale.ROOT, "a database that was away for %,d seconds", outage.seconds());
    }

    /// Judges, criterion by criterion.
    ///
    /// @param brief whether it is the short form: its hundredth part is three posts, on a machine
    ///   that has just begun; so the median is held to the limit instead
    public static List<Criterion> of(Evidence evidence, Limits limits, boolean brief) {
        SignerFigures signers = evidence.signers();
        OutageFigures outage = evidence.part(OUTAGE, OutageFigures.class);
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(
                none(Of.SERVICE, "no post was refused or unanswered", refused(outage.answers()))
                        .advising(
                                "While the database was away, posts were not taken into the journal. See"
                                        + " that data.dir can be written to and has room, and that the"
                                        + " breaker opened."));
        all.add(Criteria.success(signers, limits.successRate()));
        all.add(
                within(
                                Of.SERVICE,
                                "everything is recorded soon after the database's return",
                                outage.recordedAfterS(),
                                limits.of(Limit.RECORDED_S))
                        .advising(
                                "The journal empties too slowly. See how fast the database writes, and"
                                        + " whether the gateway has noticed its return (breaker in"
                                        + " /operator/status)."));
        all.add(
                quick(
                                Of.SERVICE,
                                "posts do not wait longer during the outage (%s)"
                                        .formatted(brief ? "p50" : "p99"),
                                brief ? outage.waitedDuring().p50() : outage.waitedDuring().p99(),
                                limits.of(Limit.ANSWER_MS))
                        .advising(
                                "Signers waited for a database that was away, or for a slow disk. See"
                                        + " how soon the breaker opened, and how fast the disk of"
                                        + " data.dir makes a write durable."));
        all.add(
                none(Of.SERVICE, "the gateway is ready all the time", outage.looksNotReady())
                        .advising(
                                "A load balancer would have taken the gateway out although it could"
                                        + " still take signatures. See what /health/ready said, and"
                                        + " whether the journal could be written to."));
        all.add(
                within(
                                Of.SERVICE,
                                "it says that the database is down",
                                outage.downAfterS(),
                                limits.of(Limit.NOTICED_S))
                        .advising(
                                "Operators would not have been told of the outage in time. See that"
                                        + " their monitoring asks this gateway's /health/ready, and"
                                        + " what its breaker did."));
        all.add(
                none(Of.SERVICE, "and goes on saying so until it is back", outage.looksUp())
                        .advising(
                                "The gateway took the database for healthy while it was not: alarms"
                                        + " would have stopped too soon. See the breaker's lines in its"
                                        + " log."));
        if (outage.lookedInto()) {
            all.add(heap(outage, limits.of(Limit.HEAP_GROWTH_MIB)));
            all.add(unblocked(outage));
        }
        all.add(Criteria.noneDropped(signers));
        all.add(
                quick(
                        Of.GENERATOR,
                        "genuine signers came on time (p99)",
                        signers.lateness().p99(),
                        limits.latenessP99Ms()));
        all.add(
                some(
                                Of.GENERATOR,
                                "signers posted while the database was away",
                                outage.waitedDuring().count())
                        .advising(
                                "Nobody posted during the outage. Raise signers.rate or"
                                        + " outage.seconds."));
        return all;
    }

    private static Criterion unblocked(OutageFigures outage) {
        return none(Of.SERVICE, "no event loop was blocked", outage.blockedWarnings())
                .advising(
                        "Something slow ran where requests are answered. The gateway's log names"
                                + " it, with the line it stood at.");
    }

    private static Criterion heap(OutageFigures outage, double growthMax) {
        double growth = outage.heapAfterMib() - outage.heapBeforeMib();
        return Criterion.of(
                        Of.SERVICE,
                        "the heap is as small after as before, once collected",
                        String.format(Locale.ROOT, "%+.1f MiB", growth),
                        "≤ +%s MiB".formatted(Criteria.number(growthMax)),
                        growth <= growthMax)
                .advising(
                        "The outage left something in memory. Take a heap dump after the"
                                + " database's return and compare it with one from before.");
    }

    private static long refused(Map<String, Long> answers) {
        return answers.entrySet().stream()
                .filter(answer -> !answer.getKey().matches("20[12]"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
