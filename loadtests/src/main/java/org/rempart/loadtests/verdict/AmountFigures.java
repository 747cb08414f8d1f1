package org.rempart.loadtests.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Amounts of one unit that say most side by side.
public record AmountFigures(String title, String unit, Map<String, Double> amounts)
        implements Part {
    public AmountFigures {
        amounts = Collections.unmodifiableMap(new LinkedHashMap<>(amounts));
    }

    @Override
    public List<Table> tables() {
        return List.of(new Table.Amounts(title, unit, amounts));
    }
}
