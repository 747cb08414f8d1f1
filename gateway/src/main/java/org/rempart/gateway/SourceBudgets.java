package org.rempart.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.source.Allowance;
import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.source.LargerBudgets;
import org.rempart.gateway.source.Networks;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The budgets of sources, as the settings have them.
final class SourceBudgets {
    private SourceBudgets() {}

    static Budgets of(
            Settings settings,
            @Nullable Networks networks,
            LongSupplier nanoTime,
            RandomGenerator hashKey,
            MeterRegistry meters) {
        try {
            Budgets budgets =
                    new Budgets(
                            allowances(settings.budgets()),
                            LargerBudgets.parse(settings.source().largerBudgets(), networks),
                            nanoTime,
                            hashKey);
            Gauge.builder("rempart.sources", budgets, Budgets::remembered)
                    .description("sources and networks whose budgets are remembered")
                    .register(meters);
            FunctionCounter.builder("rempart.sources.forgotten", budgets, Budgets::evicted)
                    .description("sources and networks forgotten early, for want of room")
                    .register(meters);
            return budgets;
        } catch (IllegalArgumentException e) {
            throw StartException.ofSetting("source.larger-budgets: " + e.getMessage(), e);
        }
    }

    private static Map<Budget, Allowance> allowances(Settings.Budgets budgets) {
        return Map.of(
                Budget.CONNECTIONS, allowance(budgets.connections()),
                Budget.REQUESTS, allowance(budgets.requests()),
                Budget.CHALLENGES, allowance(budgets.challenges()),
                Budget.FAILED_WORK, allowance(budgets.failedWork()),
                Budget.SIGNATURES, allowance(budgets.signatures()),
                Budget.HELD_SIGNATURES, allowance(budgets.heldSignatures()),
                Budget.ABANDONED_WAITS, allowance(budgets.abandonedWaits()));
    }

    private static Allowance allowance(Settings.Allowance allowance) {
        return new Allowance(allowance.perSecond(), allowance.burst());
    }
}
