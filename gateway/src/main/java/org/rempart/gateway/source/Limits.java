package org.rempart.gateway.source;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Every budget of everybody, by the factor of who asks.
final class Limits {
    /// By factor; empty for a factor that nobody has.
    private final List<Map<Budget, Limit>> byFactor = new ArrayList<>();

    private final List<Ticks> ticks = new ArrayList<>();

    /// @throws IllegalArgumentException with a sentence that names the budget, when one has no
    ///   allowance, or its allowance times a factor is out of range
    Limits(Map<Budget, Allowance> allowances, LargerBudgets larger) {
        for (int factor = 0; factor <= LargerBudgets.FACTOR_MAX; factor++) {
            byFactor.add(Map.of());
        }
        for (int factor : larger.factors()) {
            byFactor.set(factor, new EnumMap<>(Budget.class));
        }
        for (Budget budget : Budget.values()) {
            Allowance allowance = allowances.get(budget);
            if (allowance == null) {
                throw new IllegalArgumentException("no allowance of " + budget.label());
            }
            int place = ticks.size();
            ticks.add(Ticks.of(allowance));
            for (int factor : larger.factors()) {
                byFactor.get(factor).put(budget, limit(budget, place, allowance, factor));
            }
        }
    }

    private Limit limit(Budget budget, int place, Allowance allowance, int factor) {
        try {
            return new Limit(place, ticks.get(place), allowance, factor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the budget of %s times %d is out of range: %s"
                            .formatted(budget.label().replace('_', ' '), factor, e.getMessage()),
                    e);
        }
    }

    /// How the times of each budget are kept, in their order in an entry.
    List<Ticks> ticks() {
        return ticks;
    }

    Limit of(Budget budget, int factor) {
        Limit limit = byFactor.get(factor).get(budget);
        if (limit == null) {
            throw new IllegalStateException("a factor that was not announced");
        }
        return limit;
    }
}
