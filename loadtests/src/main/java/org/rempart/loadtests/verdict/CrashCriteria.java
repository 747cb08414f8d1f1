package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.some;
import static org.rempart.loadtests.verdict.Criteria.within;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a crash campaign is judged by: above all, whether every promise was kept.
public final class CrashCriteria {
    /// How long journals may take once everything is up for good.
    public static final int DRAINED_S_MAX = 60;

    /// Fewer acknowledgements for each kill would leave too little to lose.
    private static final int ACKNOWLEDGED_A_KILL_MIN = 10;

    /// Where everything is down for long, more wait than a generator can hold.
    private static final double SENT_MIN = 0.9;

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
        all.add(
                none(
                        Of.SERVICE,
                        "gateways told to stop leave in time, with exit code 0",
                        crash.stopsOutOfOrder().size()));
        all.add(
                new Criterion(
                        Of.GENERATOR,
                        "signers were sent, however many waited already",
                        Criteria.percent(1 - (double) signers.dropped() / signers.due()),
                        "≥ " + Criteria.percent(SENT_MIN),
                        signers.dropped() <= signers.due() * (1 - SENT_MIN)));
        long least = ACKNOWLEDGED_A_KILL_MIN * crash.killsDue();
        all.add(
                new Criterion(
                        Of.GENERATOR,
                        "there was something to lose: signatures acknowledged",
                        Long.toString(signers.acknowledged()),
                        "≥ " + least,
                        signers.acknowledged() >= least));
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
