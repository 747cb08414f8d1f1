package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.some;
import static org.rempart.loadtests.verdict.Criteria.success;
import static org.rempart.loadtests.verdict.Criteria.within;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a crash campaign is judged by: above all, whether every promise was kept.
public final class CrashCriteria {
    /// How long journals may take once everything is up for good.
    public static final int DRAINED_S_MAX = 60;

    /// Signers try for a minute, and nothing is away for that long; one in a hundred may be unlucky
    /// all the same.
    private static final double SUCCESS_MIN = 0.99;

    private CrashCriteria() {}

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence.OfCrash evidence) {
        Reconciliation rows = evidence.reconciliation();
        SignerFigures signers = evidence.signers();
        CrashFigures crash = evidence.crash();
        List<Criterion> all = new ArrayList<>(Criteria.truth(rows));
        evidence.published().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(gateway ->
                        all.add(
                                Criteria.count(
                                        "count and breakdown of %s equal the counted rows"
                                                .formatted(gateway.getKey()),
                                        rows,
                                        gateway.getValue())));
        all.add(
                within(
                        Of.TRUTH,
                        "the journals are empty in the end",
                        crash.drainedAfterS(),
                        DRAINED_S_MAX));
        all.add(none("nobody who posts again is refused", refused(signers.again())));
        all.add(success(signers, SUCCESS_MIN));
        all.add(
                none(
                        Of.SERVICE,
                        "gateways told to stop leave in time, with exit code 0",
                        crash.stopsOutOfOrder()));
        all.add(none(Of.GENERATOR, "no genuine signer was dropped", signers.dropped()));
        all.add(
                new Criterion(
                        Of.GENERATOR,
                        "gateways and database were killed as planned",
                        Long.toString(crash.kills()),
                        "= " + crash.killsDue(),
                        crash.kills() == crash.killsDue()));
        all.add(
                some(
                        Of.GENERATOR,
                        "batches were in doubt (a lower bound)",
                        crash.inDoubt().batches()));
        return all;
    }

    /// A first answer comes again or a gateway is busy; to say that the work is spent or expired,
    /// or the petition closed, would tell a signer that an accepted signature was not.
    private static long refused(Map<String, Long> answers) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getKey().matches("4(?!29).*"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
