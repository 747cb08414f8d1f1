package org.rempart.loadtests.merge;

import org.rempart.loadtests.verdict.Aggregation;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.MachineRun;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The criteria of all machines, each once: with the figure of the machine where it was worst, or
/// with the sum where the machines had parts of one amount ([Aggregation]).
final class Judgement {
    private Judgement() {}

    /// What one machine says of a criterion.
    private record Word(MachineRun.Judged part, Criterion criterion) {
        private double badness() {
            return criterion.aggregation().badness();
        }
    }

    static List<Criterion> of(List<MachineRun.Judged> parts) {
        Map<String, List<Word>> byName = new LinkedHashMap<>();
        for (MachineRun.Judged part : parts) {
            part.criteria()
                    .forEach(criterion ->
                            byName.computeIfAbsent(
                                            criterion.of() + criterion.name(),
                                            _ -> new ArrayList<>())
                                    .add(new Word(part, criterion)));
        }
        return byName.values().stream().map(Judgement::together).toList();
    }

    private static Criterion together(List<Word> words) {
        Aggregation.Rule rule = words.getFirst().criterion().aggregation().rule();
        boolean all = words.stream().allMatch(word -> word.criterion().passed());
        Criterion worst = worst(words, all);
        double seen =
                words.stream().mapToDouble(word -> word.criterion().aggregation().seen()).sum();
        return switch (rule) {
            case EACH, EACH_AT_MOST, EACH_AT_LEAST -> worst;
            case SUM_AT_LEAST -> {
                double least =
                        words.stream()
                                .mapToDouble(word -> word.criterion().aggregation().limit())
                                .sum();
                yield added(worst, seen, "≥ ", least, all || seen >= least);
            }
            case SHARED_AT_MOST -> {
                double most =
                        words.stream()
                                .mapToDouble(word -> word.criterion().aggregation().limit())
                                .max()
                                .orElseThrow();
                yield added(worst, seen, "≤ ", most, all && seen <= most);
            }
        };
    }

    private static Criterion added(
            Criterion worst, double seen, String sign, double limit, boolean passed) {
        return new Criterion(
                worst.of(),
                worst.name(),
                number(seen) + " together",
                sign + number(limit),
                passed,
                worst.advice(),
                new Aggregation(worst.aggregation().rule(), seen, limit));
    }

    /// That of the machine where it was worst, which is named unless all say the same.
    private static Criterion worst(List<Word> words, boolean passed) {
        Word worst =
                words.stream()
                        .min(
                                Comparator.comparing((Word word) -> word.criterion().passed())
                                        .thenComparing(Word::badness, Comparator.reverseOrder()))
                        .orElseThrow();
        Criterion one = worst.criterion();
        boolean alike =
                words.size() > 1
                        && words.stream()
                                .allMatch(word ->
                                        word.criterion().figure().equals(one.figure())
                                                && word.criterion().limit().equals(one.limit()));
        return new Criterion(
                one.of(),
                one.name(),
                alike ? one.figure() : "%s, %s".formatted(one.figure(), Whole.named(worst.part())),
                one.limit(),
                passed,
                one.advice(),
                one.aggregation());
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
