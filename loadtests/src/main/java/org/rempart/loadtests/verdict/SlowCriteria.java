package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.within;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.verdict.Aggregation.Rule;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a gateway under slow connections is judged by.
public final class SlowCriteria {
    /// When the signers came, and what else did.
    public static final String QUIET = "while it was quiet";

    public static final String BESIDE = "beside slow connections";

    public static final String SLOW = "slow";

    private SlowCriteria() {}

    /// What came, for the verdict's sentence.
    public static String threat(SlowFigures slow) {
        return String.format(Locale.ROOT, "%,d deliberately slow connections", slow.opened());
    }

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        SlowFigures slow = evidence.part(SLOW, SlowFigures.class);
        SignerFigures signers = evidence.signers();
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(Criteria.success(signers, limits.successRate()));
        all.add(
                Comparison.of(
                                "genuine signers do not wait much longer",
                                evidence.crowds().came(QUIET),
                                signers,
                                limits.waitRatio(),
                                limits.waitFloorMs())
                        .advising(
                                "The attack takes processor time from genuine signers. Compare the"
                                        + " processor time of each side: give the gateway more cores or"
                                        + " a second machine, and play the attack from another machine,"
                                        + " so that it does not take the gateway's."));
        all.add(
                none(Of.SERVICE, "no slow connection is left open", slow.left())
                        .advising(
                                "Slow senders hold connections for ever, and many of them hold all. See"
                                        + " whether something in front of the gateway takes its"
                                        + " deadlines away."));
        all.add(
                within(Of.SERVICE, "none lives long", slow.longestS(), limits.of(Limit.LIFE_S))
                        .advising(
                                "A connection may be slow for longer than the gateway's deadlines say."
                                        + " The lives by kind say which deadline does not hold."));
        all.add(Criteria.noneDropped(signers));
        long least = (long) (slow.due() * limits.usersStarted());
        all.add(
                Criterion.of(
                                Of.GENERATOR,
                                "slow connections were opened",
                                Long.toString(slow.opened()),
                                "≥ " + least,
                                slow.opened() >= least && slow.opened() > 0)
                        .aggregated(Rule.SUM_AT_LEAST, slow.opened(), least)
                        .advising(
                                "The generator may not open as many. Raise its limit of open files"
                                        + " (ulimit -n) and the range of local ports, or set"
                                        + " slow.connections lower."));
        return all;
    }
}
