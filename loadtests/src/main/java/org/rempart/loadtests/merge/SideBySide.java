package org.rempart.loadtests.merge;

import org.rempart.loadtests.verdict.BaselineFigures;
import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.LoadFigures;
import org.rempart.loadtests.verdict.MachineFigures;
import org.rempart.loadtests.verdict.MachineRun;
import org.rempart.loadtests.verdict.Regression;
import org.rempart.loadtests.verdict.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What machines tell of the parts of their rehearsal, table by table: answers are added up, and
/// everything else stands side by side. So it needs to know of no rehearsal what it measures.
final class SideBySide {
    /// Told otherwise, or of one machine only.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    Conditions.CONDITIONS,
                    MachineFigures.MACHINE,
                    LoadFigures.LOAD,
                    Regression.BASELINE);

    private SideBySide() {}

    /// A table of one machine.
    private record Own(String machine, Table table) {
        private <T extends Table> T as(Class<T> shape) {
            return shape.cast(table);
        }
    }

    static List<Table> of(List<MachineRun.Judged> parts) {
        Map<String, List<Own>> alike = new LinkedHashMap<>();
        for (MachineRun.Judged part : parts) {
            part.tables()
                    .forEach((name, tables) -> {
                        if (!LEFT_OUT.contains(name)) {
                            tables.forEach(table ->
                                    alike.computeIfAbsent(
                                                    name + table.getClass() + table.title(),
                                                    _ -> new ArrayList<>())
                                            .add(new Own(Whole.named(part), table)));
                        }
                    });
        }
        return alike.values().stream().map(SideBySide::together).toList();
    }

    private static Table together(List<Own> all) {
        return switch (all.getFirst().table()) {
            case Table.Waits waits ->
                    new Table.Waits(
                            waits.title(),
                            all.stream()
                                    .flatMap(own ->
                                            own.as(Table.Waits.class).waits().stream()
                                                    .map(wait ->
                                                            new Table.Wait(
                                                                    own.machine()
                                                                            + ": "
                                                                            + wait.name(),
                                                                    wait.ms())))
                                    .toList());
            case Table.Answers answers -> added(answers.title(), all);
            case Table.Amounts amounts -> {
                Map<String, Double> named = new LinkedHashMap<>();
                all.forEach(own ->
                        own.as(Table.Amounts.class)
                                .amounts()
                                .forEach((name, amount) ->
                                        named.put(own.machine() + ": " + name, amount)));
                yield new Table.Amounts(amounts.title(), amounts.unit(), named);
            }
            case Table.Changes changes -> new Table.Changes(changes.title(), changes(all));
            case Table.Facts facts -> facts(facts.title(), all);
        };
    }

    private static List<BaselineFigures.Change> changes(List<Own> all) {
        return all.stream()
                .flatMap(own ->
                        own.as(Table.Changes.class).changes().stream()
                                .map(change ->
                                        new BaselineFigures.Change(
                                                own.machine() + ": " + change.name(),
                                                change.unit(),
                                                change.earlier(),
                                                change.now())))
                .toList();
    }

    private static Table added(String title, List<Own> all) {
        Map<String, Table.Asked> sum = new LinkedHashMap<>();
        all.stream()
                .flatMap(own -> own.as(Table.Answers.class).asked().stream())
                .forEach(asked -> sum.merge(asked.kind(), asked, SideBySide::sum));
        return new Table.Answers(title, List.copyOf(sum.values()));
    }

    private static Table.Asked sum(Table.Asked one, Table.Asked other) {
        Map<String, Long> answers = new TreeMap<>(one.answers());
        other.answers().forEach((answer, count) -> answers.merge(answer, count, Long::sum));
        return new Table.Asked(
                one.kind(),
                one.sent() + other.sent(),
                one.unanswered() + other.unanswered(),
                answers);
    }

    private static Table facts(String title, List<Own> all) {
        Map<String, Map<String, String>> byName = new LinkedHashMap<>();
        for (Own own : all) {
            own.as(Table.Facts.class)
                    .facts()
                    .forEach(fact ->
                            byName.computeIfAbsent(fact.name(), _ -> new LinkedHashMap<>())
                                    .put(own.machine(), fact.value()));
        }
        return new Table.Facts(
                title,
                byName.entrySet().stream()
                        .map(fact -> new Table.Fact(fact.getKey(), said(fact.getValue(), all)))
                        .toList());
    }

    private static String said(Map<String, String> values, List<Own> all) {
        Optional<String> one = values.values().stream().findFirst();
        boolean alike =
                values.size() == all.size() && values.values().stream().distinct().count() == 1;
        return one.filter(_ -> alike)
                .orElseGet(() ->
                        values.entrySet().stream()
                                .map(value -> value.getKey() + ": " + value.getValue())
                                .collect(Collectors.joining("; ")));
    }
}
