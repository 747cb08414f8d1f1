package org.rempart.loadtests.verdict;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a gateway is judged by whose capacity is looked for.
public final class CapacityCriteria {
    /// What was found, as the evidence calls it.
    public static final String CAPACITY = "capacity";

    private CapacityCriteria() {}

    /// What came, for the verdict's sentence.
    public static String threat(CapacityFigures capacity) {
        return String.format(Locale.ROOT, "%,.0f genuine signers a second", capacity.highest());
    }

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        double least = limits.of(Limit.SIGNERS);
        CapacityFigures capacity = evidence.part(CAPACITY, CapacityFigures.class);
        boolean enough = capacity.highest() >= least;
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(
                Criterion.of(
                                Of.SERVICE,
                                "genuine signers are served in time",
                                capacity.capacity(),
                                String.format(Locale.ROOT, "≥ %,.0f a second", least),
                                enough)
                        .advising(
                                "What gave out first is told with the capacity. Event loops that"
                                        + " are late need processors, a queue for the database a"
                                        + " faster disk or database; 429 says that budgets are too"
                                        + " small for what came from one address."));
        all.add(Criteria.counted(evidence.states(), limits.countedRate()));
        all.add(
                Criterion.of(
                                Of.GENERATOR,
                                "the generator did not give out first",
                                String.format(Locale.ROOT, "%,.0f a second", capacity.highest()),
                                String.format(Locale.ROOT, "≥ %,.0f a second", least),
                                enough || !capacity.atLeast())
                        .advising(
                                "The generator could not play as many signers as have to be served."
                                        + " Give its machine more cores, let nothing else run on it,"
                                        + " or ask for fewer by a limit, signers."));
        return all;
    }
}
