package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.some;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a gateway under attackers who do the work is judged by.
public final class WorkersCriteria {
    /// `budget.signatures` is `60/10m burst 60`.
    private static final int COUNTED_AT_ONCE = 60;

    private static final double COUNTED_A_SECOND = 0.1;

    /// CPU time of theirs for each second of ours.
    private static final double COST_RATIO_MIN = 1_000;

    /// `challenge.ceiling`.
    private static final long PRICE_MAX = 32_000_000;

    private WorkersCriteria() {}

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence.OfWorkers evidence, Limits limits) {
        WorkersFigures workers = evidence.workers();
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence.reconciliation()));
        all.add(Criteria.count(evidence.reconciliation(), evidence.published()));
        all.add(budget(workers));
        all.add(cost(workers, evidence.costs()));
        all.add(price(evidence.prices()));
        all.add(Criteria.success(evidence.signers(), limits.successRate()));
        all.add(Criteria.counted(evidence.states(), limits.countedRate()));
        all.add(more(workers, evidence.fixed()));
        all.add(none(Of.GENERATOR, "no genuine signer was dropped", evidence.signers().dropped()));
        all.add(some(Of.GENERATOR, "workers solved challenges", workers.solved()));
        all.add(
                some(
                        Of.GENERATOR,
                        "workers solved challenges of the fixed price",
                        evidence.fixed().solved()));
        return all;
    }

    private static Criterion budget(WorkersFigures workers) {
        long most = COUNTED_AT_ONCE + (long) (workers.seconds() * COUNTED_A_SECOND);
        return new Criterion(
                Of.SERVICE,
                "no source gets more than its budget counted",
                Long.toString(workers.countedOfOneMost()),
                "≤ " + most,
                workers.countedOfOneMost() <= most);
    }

    private static Criterion cost(WorkersFigures workers, CostFigures costs) {
        double ratio = workers.cpuSeconds() / costs.ofAttack();
        return new Criterion(
                Of.SERVICE,
                "the attack costs them so many times the CPU that it costs us",
                String.format(Locale.ROOT, "%,.0f", ratio),
                String.format(Locale.ROOT, "≥ %,.0f", COST_RATIO_MIN),
                ratio >= COST_RATIO_MIN);
    }

    private static Criterion price(PriceFigures prices) {
        return new Criterion(
                Of.SERVICE,
                "genuine signers' price stays within the ceiling",
                String.format(Locale.ROOT, "%,d", prices.dearest()),
                String.format(Locale.ROOT, "≤ %,d", PRICE_MAX),
                prices.dearest() <= PRICE_MAX);
    }

    private static Criterion more(WorkersFigures workers, WorkersFigures fixed) {
        return new Criterion(
                Of.SERVICE,
                "one fixed price lets more through, counted a second",
                String.format(Locale.ROOT, "%,.0f", fixed.countedASecond()),
                String.format(Locale.ROOT, "> %,.0f", workers.countedASecond()),
                fixed.countedASecond() > workers.countedASecond());
    }
}
