package org.rempart.gateway.source;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// How much of everything each source has used, and the networks it is in.
///
/// A unit is granted only if the source and all its networks ([Prefix]) grant it, and is then
/// charged to all of them; what is refused is charged to none. So one source can never use up what
/// its neighbours have: a quarter of the narrowest network's budget at most.
///
/// What a source with larger budgets uses weighs less by its factor, on its networks, too.
///
/// Safe for use by many threads; nothing is allocated for a source that is known, but where
/// networks have larger budgets ([Networks]). A lock is held for a fraction of a microsecond, for a
/// newcomer in a full table for a few, and now and then for the growth or the sweep of a part of
/// it.
public final class Budgets {
    /// What of a network's budget its sources may use before each of them looks the worse for it:
    /// twice what one alone can use of the narrowest.
    private static final double NETWORK_USED_FROM = 0.5;

    private final LargerBudgets larger;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final Limits limits;
    private final BudgetTable table;
    private final Refusals refusals;

    /// @param allowances of a source, one for each budget
    /// @param nanoTime as [System#nanoTime]
    /// @param hashKey unpredictable
    /// @throws IllegalArgumentException with a sentence, when an allowance times a factor is out of
    ///   range
    public Budgets(
            Map<Budget, Allowance> allowances,
            LargerBudgets larger,
            LongSupplier nanoTime,
            RandomGenerator hashKey) {
        this(allowances, larger, nanoTime, hashKey, BudgetTable.BUCKETS_MAX);
    }

    Budgets(
            Map<Budget, Allowance> allowances,
            LargerBudgets larger,
            LongSupplier nanoTime,
            RandomGenerator hashKey,
            int bucketsMax) {
        this.larger = larger;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.limits = new Limits(allowances, larger);
        this.table = new BudgetTable(limits.ticks(), bucketsMax, hashKey);
        this.refusals = new Refusals(nanoTime);
    }

    /// Spends one unit.
    ///
    /// @return 0 when granted, else nanoseconds until it would be if nothing else is granted until
    ///   then
    public long spend(Source source, Budget budget) {
        return spend(source, budget, 1);
    }

    /// Spends one unit, if the source has used no more than a share of its burst, and its networks
    /// of theirs.
    ///
    /// @param share above 0 to 1; a rested source is granted one unit at any
    /// @return as [#spend(Source, Budget)]
    public long spend(Source source, Budget budget, double share) {
        Limit limit = limits.of(budget, larger.factor(source));
        long elapsedNanos = elapsedNanos();
        List<Prefix> prefixes = Prefix.of(source);
        Prefix narrow = prefixes.getFirst();
        Prefix middle = prefixes.get(1);
        Prefix wide = prefixes.getLast();
        long narrowKey = narrow.key(table, source);
        long middleKey = middle.key(table, source);
        long wideKey = wide == middle ? middleKey : wide.key(table, source);
        Stripe narrowStripe = table.stripe(narrowKey);
        Stripe middleStripe = table.stripe(middleKey);
        Stripe wideStripe = table.stripe(wideKey);
        int i = narrowStripe.number();
        int j = middleStripe.number();
        int k = wideStripe.number();
        int lowest = Math.min(i, Math.min(j, k));
        int highest = Math.max(i, Math.max(j, k));
        synchronized (table.numbered(lowest)) {
            synchronized (table.numbered(i + j + k - lowest - highest)) {
                synchronized (table.numbered(highest)) {
                    long waitNanos =
                            limit.waitNanos(narrowStripe, narrowKey, narrow, share, elapsedNanos);
                    waitNanos =
                            Math.max(
                                    waitNanos,
                                    limit.waitNanos(
                                            middleStripe, middleKey, middle, share, elapsedNanos));
                    if (wide != middle) {
                        waitNanos =
                                Math.max(
                                        waitNanos,
                                        limit.waitNanos(
                                                wideStripe, wideKey, wide, share, elapsedNanos));
                    }
                    if (waitNanos == 0) {
                        // the widest first: should one have to make room for another in the table,
                        // it is the quieter
                        if (wide != middle) {
                            limit.charge(wideStripe, wideKey, wide, elapsedNanos);
                        }
                        limit.charge(middleStripe, middleKey, middle, elapsedNanos);
                        limit.charge(narrowStripe, narrowKey, narrow, elapsedNanos);
                    }
                    return waitNanos;
                }
            }
        }
    }

    /// What [#spend(Source, Budget)] would say; charges nothing.
    public long wait(Source source, Budget budget) {
        Limit limit = limits.of(budget, larger.factor(source));
        long elapsedNanos = elapsedNanos();
        List<Prefix> prefixes = Prefix.of(source);
        long waitNanos = 0;
        for (int i = 0; i < prefixes.size(); i++) {
            Prefix prefix = prefixes.get(i);
            long key = prefix.key(table, source);
            Stripe stripe = table.stripe(key);
            synchronized (stripe) {
                waitNanos =
                        Math.max(waitNanos, limit.waitNanos(stripe, key, prefix, 1, elapsedNanos));
            }
        }
        return waitNanos;
    }

    /// Remembers that a request or a connection of that source was refused because a budget was
    /// used up, for [PressingNetworks].
    public void refused(Source source) {
        refusals.count(source);
    }

    Refusals refusals() {
        return refusals;
    }

    /// Gives one unit back that was charged for what did not take place after all.
    public void refund(Source source, Budget budget) {
        Limit limit = limits.of(budget, larger.factor(source));
        long elapsedNanos = elapsedNanos();
        List<Prefix> prefixes = Prefix.of(source);
        for (int i = 0; i < prefixes.size(); i++) {
            Prefix prefix = prefixes.get(i);
            long key = prefix.key(table, source);
            Stripe stripe = table.stripe(key);
            synchronized (stripe) {
                limit.refund(stripe, key, prefix, elapsedNanos);
            }
        }
    }

    /// The share of a budget that is used up: 0 for a source that rested, 1 for one that has just
    /// spent it all. A network counts only from half of its own on, and then as the share of the
    /// other half, so no source raises it for its neighbours.
    public double used(Source source, Budget budget) {
        return mostUsed(
                source,
                budget,
                (prefix, share) ->
                        prefix.isSource()
                                ? share
                                : (share - NETWORK_USED_FROM) / (1 - NETWORK_USED_FROM));
    }

    /// Whether nothing of a budget is used up, by the source or by any of its networks.
    public boolean isRested(Source source, Budget budget) {
        return mostUsed(source, budget, (_, share) -> share) == 0;
    }

    /// What the share counts for that a prefix has used, 0 to 1.
    private interface Weight {
        double of(Prefix prefix, double share);
    }

    private double mostUsed(Source source, Budget budget, Weight weight) {
        Limit limit = limits.of(budget, larger.factor(source));
        long elapsedNanos = elapsedNanos();
        List<Prefix> prefixes = Prefix.of(source);
        double used = 0;
        for (int i = 0; i < prefixes.size(); i++) {
            Prefix prefix = prefixes.get(i);
            long key = prefix.key(table, source);
            Stripe stripe = table.stripe(key);
            synchronized (stripe) {
                double share = limit.used(stripe, key, prefix, elapsedNanos);
                used = Math.max(used, weight.of(prefix, share));
            }
        }
        return used;
    }

    /// How many times the budgets of others this source has, at least 1.
    public int factor(Source source) {
        return larger.factor(source);
    }

    /// Sources and networks whose use is remembered.
    public long remembered() {
        return table.entries(elapsedNanos());
    }

    /// Sources and networks that were forgotten before their budgets were whole again, for want of
    /// room.
    public long evicted() {
        return table.forgotten();
    }

    /// Bytes of heap that the table holds, at most [BudgetTable#BYTES_MAX].
    long bytes() {
        return table.bytes();
    }

    private long elapsedNanos() {
        return nanoTime.getAsLong() - startNanos;
    }
}
