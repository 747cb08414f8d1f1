package org.rempart.loadtests.merge;

import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.MachineRun;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// What all machines saw, as if one had: what can be counted is added up; what a gateway published
/// or said is shown by machine; and of waits the longest counts, which no pooled percentile can be
/// above.
final class Sum {
    private final List<MachineRun.Judged> parts;

    private Sum(List<MachineRun.Judged> parts) {
        this.parts = parts;
    }

    /// @param more what else there is to show
    static Evidence of(List<MachineRun.Judged> parts, Map<String, Part> more) {
        return new Sum(parts).evidence(more);
    }

    private Evidence evidence(Map<String, Part> more) {
        return new Evidence(
                reconciliation(),
                byMachine(Evidence::published),
                byMachine(Evidence::watched),
                crowds(),
                counts(parts, part -> part.evidence().states()),
                byMachine(Evidence::cpuSeconds),
                timeline(),
                more);
    }

    private <T> Map<String, T> byMachine(Function<Evidence, Map<String, T>> of) {
        Map<String, T> all = new TreeMap<>();
        for (MachineRun.Judged part : parts) {
            of.apply(part.evidence())
                    .forEach((name, value) -> all.put(Whole.named(part) + ": " + name, value));
        }
        return all;
    }

    private Reconciliation reconciliation() {
        List<Reconciliation> all =
                parts.stream().map(part -> part.evidence().reconciliation()).toList();
        return new Reconciliation(
                sum(all, Reconciliation::acknowledged),
                sum(all, Reconciliation::rows),
                joined(all, Reconciliation::missing),
                joined(all, Reconciliation::shared),
                joined(all, Reconciliation::twice),
                sum(all, Reconciliation::unexplained),
                sum(all, Reconciliation::forged),
                joined(all, Reconciliation::elsewhere),
                counts(all, Reconciliation::rowsByState),
                counts(all, Reconciliation::countedByCountry));
    }

    private Crowds crowds() {
        Map<String, List<SignerFigures>> byTime = new LinkedHashMap<>();
        for (MachineRun.Judged part : parts) {
            part.evidence()
                    .crowds()
                    .byTime()
                    .forEach((when, crowd) ->
                            byTime.computeIfAbsent(when, _ -> new ArrayList<>()).add(crowd));
        }
        Map<String, SignerFigures> all = new LinkedHashMap<>();
        byTime.forEach((when, crowds) -> all.put(when, signers(crowds)));
        return new Crowds(parts.getFirst().evidence().crowds().judged(), all);
    }

    private static SignerFigures signers(List<SignerFigures> all) {
        return new SignerFigures(
                sum(all, SignerFigures::due),
                sum(all, SignerFigures::dropped),
                sum(all, SignerFigures::acknowledged),
                sum(all, SignerFigures::waits),
                counts(all, SignerFigures::gaveUp),
                counts(all, SignerFigures::again),
                longest(all, SignerFigures::waited),
                longest(all, SignerFigures::page),
                longest(all, SignerFigures::challenge),
                longest(all, SignerFigures::post),
                longest(all, SignerFigures::solve),
                longest(all, SignerFigures::lateness));
    }

    private static Percentiles longest(
            List<SignerFigures> crowds, Function<SignerFigures, Percentiles> of) {
        List<Percentiles> all = crowds.stream().map(of).toList();
        return new Percentiles(
                sum(all, Percentiles::count),
                most(all, Percentiles::p50),
                most(all, Percentiles::p90),
                most(all, Percentiles::p99),
                most(all, Percentiles::p999),
                most(all, Percentiles::max));
    }

    /// On one axis, from when the first machine began.
    private Timeline timeline() {
        Instant first = parts.stream().map(Sum::began).min(Comparator.naturalOrder()).orElseThrow();
        Map<String, Timeline> all = new TreeMap<>();
        for (MachineRun.Judged part : parts) {
            double later = Duration.between(first, began(part)).toMillis() / 1e3;
            all.put(Whole.named(part), part.evidence().timeline().later(later));
        }
        return Timeline.of(all);
    }

    private static Instant began(MachineRun.Judged part) {
        return part.load().span().from();
    }

    private static <T> long sum(List<T> all, ToLongFunction<T> of) {
        return all.stream().mapToLong(of).sum();
    }

    private static double most(List<Percentiles> all, ToDoubleFunction<Percentiles> of) {
        return all.stream().mapToDouble(of).max().orElse(0);
    }

    private static <T> List<String> joined(List<T> all, Function<T, List<String>> of) {
        return all.stream().map(of).flatMap(List::stream).toList();
    }

    private static <T> Map<String, Long> counts(List<T> all, Function<T, Map<String, Long>> of) {
        Map<String, Long> counts = new TreeMap<>();
        all.stream()
                .map(of)
                .forEach(one -> one.forEach((name, count) -> counts.merge(name, count, Long::sum)));
        return counts;
    }
}
