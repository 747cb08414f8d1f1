package org.rempart.loadtests.verdict;

import java.util.List;

/// Figures of a run beside those of an earlier one.
public record BaselineFigures(List<Change> changes) implements Part {
    public BaselineFigures {
        changes = List.copyOf(changes);
    }

    /// One figure.
    public record Change(String name, String unit, double earlier, double now) {}

    @Override
    public List<Table> tables() {
        return changes.isEmpty()
                ? List.of()
                : List.of(new Table.Changes("Beside the earlier run", changes));
    }
}
