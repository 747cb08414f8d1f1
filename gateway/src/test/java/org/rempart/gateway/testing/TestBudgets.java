package org.rempart.gateway.testing;

import static java.util.stream.Collectors.toMap;

import org.rempart.gateway.source.Allowance;
import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.source.LargerBudgets;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Budgets that are all alike.
public final class TestBudgets {
    /// More than any test spends.
    public static final Allowance PLENTY = new Allowance(10_000, 100_000);

    private TestBudgets() {}

    /// Of each kind so much.
    public static Budgets of(Allowance allowance) {
        return new Budgets(
                Stream.of(Budget.values()).collect(toMap(budget -> budget, _ -> allowance)),
                LargerBudgets.parse(List.of(), null),
                System::nanoTime,
                new SplittableRandom(1));
    }
}
