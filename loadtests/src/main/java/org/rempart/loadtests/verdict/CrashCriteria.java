package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.some;
import static org.rempart.loadtests.verdict.Criteria.within;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a crash campaign is judged by: above all, whether every promise was kept.
public final class CrashCriteria {
    /// What the campaign is called in the evidence.
    public static final String CRASH = "crash";

    /// Fewer acknowledgements for each kill would leave too little to lose.
    private static final int ACKNOWLEDGED_A_KILL_MIN = 10;

    private CrashCriteria() {}

    /// What came, for the verdict's sentence.
    public static String threat(CrashFigures crash) {
        return String.format(
                Locale.ROOT, "%,d sudden deaths of gateways and database", crash.kills());
    }

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        SignerFigures signers = evidence.signers();
        CrashFigures crash = evidence.part(CRASH, CrashFigures.class);
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(
                within(
                                Of.TRUTH,
                                "the journals are empty in the end",
                                crash.drainedAfterS(),
                                limits.of(Limit.DRAINED_S))
                        .advising(
                                "Signatures that were acknowledged wait on a gateway's disk. Leave its"
                                        + " data.dir alone, bring the database and the gateway up, and"
                                        + " watch journal.rows in /operator/status fall to 0."));
        all.add(
                none("nobody who posts again is refused", refused(signers.again()))
                        .advising(
                                "Someone whose signature was taken was told that it was not. The"
                                        + " answers to those who posted once more say how; keep the"
                                        + " logs for whoever maintains the gateway."));
        all.add(
                none(
                                Of.SERVICE,
                                "gateways told to stop leave in time, with exit code 0",
                                crash.stopsOutOfOrder().size())
                        .advising(
                                "A stop that takes too long is ended by force in a deployment. Look in"
                                        + " the gateway's log for what it waited for, and give it the"
                                        + " time to empty its queue."));
        all.add(
                Criterion.of(
                        Of.GENERATOR,
                        "signers were sent, however many waited already",
                        Criteria.percent(1 - (double) signers.dropped() / signers.due()),
                        "≥ " + Criteria.percent(limits.usersStarted()),
                        signers.dropped() <= signers.due() * (1 - limits.usersStarted())));
        long least = ACKNOWLEDGED_A_KILL_MIN * crash.killsDue();
        all.add(
                Criterion.of(
                                Of.GENERATOR,
                                "there was something to lose: signatures acknowledged",
                                Long.toString(signers.acknowledged()),
                                "≥ " + least,
                                signers.acknowledged() >= least)
                        .advising(
                                "Too few signatures came between the kills to prove anything. Raise"
                                        + " crash.rate, or play for longer."));
        all.add(
                Criterion.of(
                                Of.GENERATOR,
                                "gateways and database were killed as planned",
                                Long.toString(crash.kills()),
                                "= " + crash.killsDue(),
                                crash.kills() == crash.killsDue())
                        .advising(
                                "A process was not there to be killed, or a kill came too late. Look"
                                        + " for a gateway or database that did not start again."));
        all.add(
                some(
                                Of.GENERATOR,
                                "batches were in doubt (a lower bound)",
                                crash.inDoubt().batches())
                        .advising(
                                "No kill met a batch on its way, so the hardest case was not tried."
                                        + " Raise crash.kills or crash.rate, or take another"
                                        + " rehearsal.seed."));
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
