package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.some;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.verdict.Aggregation.Rule;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a gateway under attackers who do the work is judged by.
public final class WorkersCriteria {
    /// What else came, as the evidence calls it.
    public static final String PRICES = "prices";

    public static final String GUARDED = "workers";

    public static final String FIXED = "fixed_price";

    public static final String COMPARED = "compared";

    private WorkersCriteria() {}

    /// What came, for the verdict's sentence.
    public static String threat(WorkersFigures workers) {
        return String.format(
                Locale.ROOT,
                "%,d servers that forge signatures and do the work for each",
                workers.sources());
    }

    /// Judges, criterion by criterion. Before a while every source lives off its burst, at prices
    /// that have not risen yet, and is counted as often as it can be (measured: 26 to 300 times the
    /// cost in 15 s, 800 and more from 420 s on).
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        WorkersAttack attack = evidence.part(GUARDED, WorkersAttack.class);
        WorkersFigures workers = attack.workers();
        WorkersFigures fixed = evidence.part(FIXED, WorkersAttack.class).workers();
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(budget(workers, limits));
        if (workers.seconds() >= limits.of(Limit.COST_FROM_S)) {
            all.add(cost(workers, attack.costs(), limits.of(Limit.COST_RATIO)));
        }
        all.add(
                price(
                        evidence.part(PRICES, PriceFigures.class),
                        (long) limits.of(Limit.PRICE_MAX)));
        all.add(Criteria.success(evidence.signers(), limits.successRate()));
        all.add(Criteria.counted(evidence.states(), limits.countedRate()));
        all.add(more(workers, fixed));
        all.add(Criteria.noneDropped(evidence.signers()));
        all.add(some(Of.GENERATOR, "workers solved challenges", workers.solved()));
        all.add(some(Of.GENERATOR, "workers solved challenges of the fixed price", fixed.solved()));
        return all;
    }

    /// A gateway with one fixed price counts too much, and has to count it truly all the same.
    ///
    /// @param evidence of that one
    public static List<Criterion> truthAtFixedPrice(Evidence evidence) {
        return Criteria.truth(evidence).stream()
                .map(criterion ->
                        new Criterion(
                                criterion.of(),
                                criterion.name() + " (fixed price)",
                                criterion.figure(),
                                criterion.limit(),
                                criterion.passed(),
                                criterion.advice(),
                                criterion.aggregation()))
                .toList();
    }

    static Criterion budget(WorkersFigures workers, Limits limits) {
        long most = limits.ofOneSource(workers.seconds());
        return Criterion.of(
                        Of.SERVICE,
                        "no source gets more than its budget counted",
                        Long.toString(workers.countedOfOneMost()),
                        "≤ " + most,
                        workers.countedOfOneMost() <= most)
                .aggregated(Rule.EACH_AT_MOST, workers.countedOfOneMost(), most)
                .advising(
                        "One address got more signatures counted than it may. See"
                                + " budget.signatures, and that proxies in front hand on the"
                                + " sender's address.");
    }

    private static Criterion cost(WorkersFigures workers, CostFigures costs, double least) {
        double ratio = workers.cpuSeconds() / costs.ofAttack();
        return Criterion.of(
                        Of.SERVICE,
                        "the attack costs them so many times the CPU that it costs us",
                        String.format(Locale.ROOT, "%,.0f", ratio),
                        String.format(Locale.ROOT, "≥ %,.0f", least),
                        ratio >= least)
                .advising(
                        "The attack is too cheap. See what price the gateway asked for and how"
                                + " it rose; a higher challenge.base or challenge.ceiling makes"
                                + " it dearer, for genuine signers too.");
    }

    private static Criterion price(PriceFigures prices, long most) {
        return Criterion.of(
                        Of.SERVICE,
                        "genuine signers' price stays within the ceiling",
                        String.format(Locale.ROOT, "%,d", prices.dearest()),
                        String.format(Locale.ROOT, "≤ %,d", most),
                        prices.dearest() <= most)
                .advising(
                        "Genuine signers were asked for more work than a phone can do. Set"
                                + " challenge.ceiling to what may be asked of them.");
    }

    private static Criterion more(WorkersFigures workers, WorkersFigures fixed) {
        return Criterion.of(
                        Of.SERVICE,
                        "one fixed price lets more through, counted a second",
                        String.format(Locale.ROOT, "%,.0f", fixed.countedASecond()),
                        String.format(Locale.ROOT, "> %,.0f", workers.countedASecond()),
                        fixed.countedASecond() > workers.countedASecond())
                .advising(
                        "Budgets and a price that rises held back no more than one fixed price."
                                + " See that the budgets are on and the sources are told from"
                                + " one another.");
    }
}
