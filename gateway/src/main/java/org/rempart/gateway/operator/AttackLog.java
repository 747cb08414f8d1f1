package org.rempart.gateway.operator;

import org.rempart.gateway.http.PublicMetrics;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.pressure.PressureLevel;
import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.PressingNetworks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// One line a second on what goes on while the gateway is attacked, and none in quiet times. No
/// request is ever logged by itself.
///
/// Ticked by one thread.
final class AttackLog {
    private static final Logger LOG = LoggerFactory.getLogger(AttackLog.class);

    /// Refusals a second for a budget that is used up from which it is an attack: no crowd of
    /// people is told so often that it asks too much.
    private static final double OVER_BUDGET_FROM = 100;

    private final PublicMetrics metrics;
    private final Pressure pressure;
    private final PressingNetworks networks;
    private Totals before;

    AttackLog(PublicMetrics metrics, Pressure pressure, PressingNetworks networks) {
        this.metrics = metrics;
        this.pressure = pressure;
        this.networks = networks;
        this.before = Totals.of(metrics);
    }

    private record Totals(
            double requests,
            double counted,
            double held,
            double refused,
            Map<Budget, Double> overBudget) {
        static Totals of(PublicMetrics metrics) {
            Map<Budget, Double> overBudget = new EnumMap<>(Budget.class);
            for (Budget budget : Budget.values()) {
                overBudget.put(budget, metrics.overBudgetTotal(budget));
            }
            double held = metrics.heldTotal();
            return new Totals(
                    metrics.requestsTotal(),
                    metrics.recordedTotal() + metrics.acceptedTotal() - held,
                    held,
                    metrics.refusedTotal(),
                    overBudget);
        }
    }

    /// To be called once a second.
    void tick() {
        Totals now = Totals.of(metrics);
        Totals then = before;
        before = now;
        double overBudget = 0;
        StringJoiner budgets = new StringJoiner(", ", " (over budget: ", ")").setEmptyValue("");
        for (Budget budget : Budget.values()) {
            double count =
                    now.overBudget.getOrDefault(budget, 0.0)
                            - then.overBudget.getOrDefault(budget, 0.0);
            overBudget += count;
            if (count > 0) {
                budgets.add(whole(count) + " " + budget.label());
            }
        }
        Pressure.Reading reading = pressure.read();
        boolean attacked = reading.level().compareTo(PressureLevel.ATTACK) >= 0;
        if (attacked || overBudget >= OVER_BUDGET_FROM) {
            LOG.warn(
                    "{}: {} requests/s, {} refused{}{}; {} signatures/s counted, {} held; budgets at"
                            + " {} %; {}",
                    reading.level().label(),
                    whole(now.requests - then.requests),
                    whole(now.refused - then.refused),
                    budgets,
                    leader(),
                    whole(now.counted - then.counted),
                    whole(now.held - then.held),
                    Math.round(reading.budgetShare() * 100),
                    reading.reason());
        }
    }

    /// The network that presses most. Its name is that of many addresses, never of one.
    private String leader() {
        return networks.read().stream()
                .findFirst()
                .map(most -> ", most of " + most.text())
                .orElse("");
    }

    private static String whole(double count) {
        return String.format(Locale.ROOT, "%.0f", count);
    }
}
