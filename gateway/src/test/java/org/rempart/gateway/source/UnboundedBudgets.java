package org.rempart.gateway.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What [Budgets] is held to: a map that grows for ever, times in nanoseconds.
final class UnboundedBudgets {
    private record Key(Budget budget, int bits, Source network) {}

    private final Map<Budget, Allowance> allowances;
    private final Map<Key, Long> storedNanos = new HashMap<>();

    UnboundedBudgets(Map<Budget, Allowance> allowances) {
        this.allowances = allowances;
    }

    private Allowance allowance(Budget budget) {
        return Objects.requireNonNull(allowances.get(budget));
    }

    /// Prefix lengths and factors, as the settings' documentation has them.
    private static List<int[]> networks(Source source) {
        return source.isIpv4()
                ? List.of(new int[] {32, 1}, new int[] {24, 64})
                : List.of(new int[] {64, 1}, new int[] {56, 4}, new int[] {48, 16});
    }

    /// In the intervals that ticks can express.
    private Gcra gcra(Budget budget, int factor) {
        Allowance allowance = allowance(budget);
        long tickNanos = tickNanos(budget);
        Gcra inTicks = Gcra.of(allowance, factor, tickNanos);
        return new Gcra(inTicks.interval() * tickNanos, inTicks.burst());
    }

    long tickNanos(Budget budget) {
        return Ticks.of(allowance(budget)).nanos();
    }

    long spend(Source source, Budget budget, double share, long nowNanos) {
        long wait = wait(source, budget, share, nowNanos);
        if (wait == 0) {
            for (int[] network : networks(source)) {
                storedNanos.merge(
                        new Key(budget, network[0], source.prefix(network[0])),
                        gcra(budget, network[1]).charged(nowNanos, nowNanos),
                        (stored, _) -> gcra(budget, network[1]).charged(nowNanos, stored));
            }
        }
        return wait;
    }

    long wait(Source source, Budget budget, double share, long nowNanos) {
        long wait = 0;
        for (int[] network : networks(source)) {
            Key key = new Key(budget, network[0], source.prefix(network[0]));
            long stored = storedNanos.getOrDefault(key, nowNanos);
            wait = Math.max(wait, gcra(budget, network[1]).wait(nowNanos, stored, share));
        }
        return wait;
    }

    void refund(Source source, Budget budget, long nowNanos) {
        for (int[] network : networks(source)) {
            storedNanos.computeIfPresent(
                    new Key(budget, network[0], source.prefix(network[0])),
                    (_, stored) -> gcra(budget, network[1]).refunded(nowNanos, stored));
        }
    }

    double used(Source source, Budget budget, long nowNanos) {
        double used = 0;
        for (int[] network : networks(source)) {
            Key key = new Key(budget, network[0], source.prefix(network[0]));
            double share =
                    gcra(budget, network[1])
                            .used(nowNanos, storedNanos.getOrDefault(key, nowNanos));
            used = Math.max(used, network[1] == 1 ? share : 2 * share - 1);
        }
        return used;
    }
}
