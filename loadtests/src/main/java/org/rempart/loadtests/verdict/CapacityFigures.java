package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How many genuine signers a second a gateway serves in time.
///
/// @param p99Ms what 99 of 100 may wait, in milliseconds
/// @param successRate least part of them that must be acknowledged, 0 to 1
/// @param steps the rates that were tried, one after another
public record CapacityFigures(double p99Ms, double successRate, List<CapacityStep> steps)
        implements Part {
    public CapacityFigures {
        steps = List.copyOf(steps);
    }

    /// The highest rate that held; 0 when none did.
    public double highest() {
        return steps.stream()
                .filter(CapacityStep::held)
                .mapToDouble(CapacityStep::rate)
                .max()
                .orElse(0);
    }

    /// The lowest rate above it that did not; empty when each did. Of two tries of it the one that
    /// the generator lost, if there is such: what the other says of the gateway is in doubt then.
    Optional<CapacityStep> gaveOut() {
        return steps.stream()
                .filter(step -> !step.held() && step.rate() > highest())
                .min(
                        Comparator.comparingDouble(CapacityStep::rate)
                                .thenComparing(CapacityStep::of));
    }

    /// Whether it was not the gateway that gave out: it may serve more than the highest rate.
    public boolean atLeast() {
        return gaveOut().map(step -> step.of() == CapacityStep.Of.GENERATOR).orElse(true);
    }

    /// `253 a second`, or `at least 253 a second`.
    String capacity() {
        return String.format(
                Locale.ROOT, "%s%,.0f a second", atLeast() ? "at least " : "", highest());
    }

    @Override
    public List<Measure> measures() {
        // where the generator gave out it is the generator's
        return List.of(
                Measure.higher(
                        String.format(Locale.ROOT, "genuine signers served within %,.0f ms", p99Ms),
                        "a second",
                        highest(),
                        !atLeast()));
    }

    @Override
    public List<Table> tables() {
        List<Table.Fact> found = new ArrayList<>();
        found.add(fact("genuine signers served in time", "%s", capacity()));
        found.add(
                fact(
                        "in time",
                        "%.2f %% acknowledged, 99 of 100 within %,.0f ms",
                        successRate * 100,
                        p99Ms));
        found.add(
                new Table.Fact(
                        "gave out first",
                        gaveOut()
                                .map(step ->
                                        String.format(
                                                Locale.ROOT,
                                                "at %,.0f a second %s",
                                                step.rate(),
                                                step.why()))
                                .orElse("nothing, as far as it was tried")));
        return List.of(
                new Table.Facts("Capacity", found),
                new Table.Facts(
                        "Rates that were tried", steps.stream().map(CapacityStep::fact).toList()));
    }
}
