package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.within;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;

/// What a gateway under slow connections is judged by.
public final class SlowCriteria {
    /// The longest a connection may be slow, and a look at the clock now and then.
    public static final int LIFE_S_MAX = 17;

    private static final double OPENED_MIN = 0.99;

    private SlowCriteria() {}

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence.OfSlow evidence, Limits limits) {
        SlowFigures slow = evidence.slow();
        SignerFigures signers = evidence.signers();
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence.reconciliation()));
        all.add(Criteria.count(evidence.reconciliation(), evidence.published()));
        all.add(Criteria.success(signers, limits.successRate()));
        all.add(
                Comparison.of(
                        "genuine signers do not wait much longer",
                        evidence.quiet(),
                        signers,
                        limits.waitRatio(),
                        limits.waitFloorMs()));
        all.add(none(Of.SERVICE, "no slow connection is left open", slow.left()));
        all.add(within(Of.SERVICE, "none lives long", slow.longestS(), LIFE_S_MAX));
        all.add(none(Of.GENERATOR, "no genuine signer was dropped", signers.dropped()));
        long least = (long) (slow.due() * OPENED_MIN);
        all.add(
                new Criterion(
                        Of.GENERATOR,
                        "slow connections were opened",
                        Long.toString(slow.opened()),
                        "≥ " + least,
                        slow.opened() >= least && slow.opened() > 0));
        return all;
    }
}
