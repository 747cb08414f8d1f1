package org.rempart.loadtests.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import org.rempart.loadtests.verdict.MachineRun;
import org.rempart.loadtests.verdict.Measure;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The machines of a run, and what else each of them saw beside the others.
///
/// @param run what the run is called
/// @param machines in their order
/// @param tables what people are told; programs find it beside the evidence
/// @param measures of each the worst of all machines
@JsonIgnoreProperties({"tables", "measures"})
public record MachinesFigures(
        String run, List<Machine> machines, List<Table> tables, List<Measure> measures)
        implements Part {
    public MachinesFigures {
        machines = List.copyOf(machines);
        tables = List.copyOf(tables);
        measures = List.copyOf(measures);
    }

    /// One of them.
    ///
    /// @param outcome its own one word
    /// @param began ISO 8601, by its own clock
    /// @param ended by the same clock
    public record Machine(int machine, String outcome, int cores, String began, String ended) {
        private static Machine of(MachineRun.Judged part) {
            return new Machine(
                    part.place().machine(),
                    part.outcome().toString(),
                    part.conditions().cores(),
                    part.load().began(),
                    part.load().ended());
        }

        private Table.Fact fact() {
            return Table.fact(
                    "machine " + machine, "%s, %d cores, %s to %s", outcome, cores, began, ended);
        }
    }

    /// @param known names of measures that the sum of all has already
    static MachinesFigures of(List<MachineRun.Judged> parts, Set<String> known) {
        List<Machine> machines = parts.stream().map(Machine::of).toList();
        List<Table> tables = new ArrayList<>();
        tables.add(new Table.Facts("The machines", machines.stream().map(Machine::fact).toList()));
        tables.add(waits(parts));
        tables.addAll(SideBySide.of(parts));
        return new MachinesFigures(
                parts.getFirst().place().run(), machines, tables, worst(parts, known));
    }

    private static Table waits(List<MachineRun.Judged> parts) {
        List<Table.Wait> waits = new ArrayList<>();
        for (MachineRun.Judged part : parts) {
            part.evidence()
                    .crowds()
                    .byTime()
                    .forEach((when, crowd) ->
                            waits.add(
                                    new Table.Wait(
                                            "%s, %s".formatted(Whole.named(part), when),
                                            crowd.waited())));
        }
        return new Table.Waits("How long genuine signers waited, by machine", waits);
    }

    private static List<Measure> worst(List<MachineRun.Judged> parts, Set<String> known) {
        Map<String, Measure> worst = new LinkedHashMap<>();
        for (MachineRun.Judged part : parts) {
            part.measures().stream()
                    .filter(measure -> !known.contains(measure.name()))
                    .forEach(measure ->
                            worst.merge(measure.name(), measure, MachinesFigures::worse));
        }
        return List.copyOf(worst.values());
    }

    private static Measure worse(Measure one, Measure other) {
        boolean otherIs =
                one.better() == Measure.Better.LOWER
                        ? other.value() > one.value()
                        : other.value() < one.value();
        return otherIs ? other : one;
    }
}
