package org.rempart.loadtests.verdict;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.limits.LimitsFile;

import java.util.EnumMap;
import java.util.Map;

/// What a rehearsal with a crowd and an attack is held to.
///
/// @param values of every [Limit]
public record Limits(Map<Limit, Double> values) {
    private static final double TEN_MINUTES_S = 600;

    /// What holds for every rehearsal where nobody says otherwise. One signer in a thousand may
    /// fail for reasons of the network; half a second late is still in the second it was meant for.
    ///
    /// The floor: a visit is three requests, each of which may find its core taken and wait for the
    /// end of another thread's slice, 3 ms (Linux, EEVDF). Below 10 ms a ratio would compare the
    /// scheduler with itself.
    public static final Limits FIRST_CUT = of(LimitsFile.shipped(), "");

    public Limits {
        values = Map.copyOf(values);
    }

    /// With what is shipped for all others.
    public Limits(
            double successRate,
            double countedRate,
            double waitRatio,
            double waitRatioPaced,
            double waitFloorMs,
            double latenessP99Ms,
            double usersStarted,
            double offered) {
        this(
                FIRST_CUT.replacing(
                        Map.of(
                                Limit.SUCCESS_RATE, successRate,
                                Limit.COUNTED_RATE, countedRate,
                                Limit.WAIT_RATIO, waitRatio,
                                Limit.WAIT_RATIO_PACED, waitRatioPaced,
                                Limit.WAIT_FLOOR_MS, waitFloorMs,
                                Limit.LATENESS_P99_MS, latenessP99Ms,
                                Limit.USERS_STARTED, usersStarted,
                                Limit.OFFERED, offered)));
    }

    /// What a rehearsal is held to by a file.
    public static Limits of(LimitsFile file, String rehearsal) {
        Map<Limit, Double> all = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            all.put(limit, file.of(rehearsal, limit));
        }
        return new Limits(all);
    }

    /// What a rehearsal is held to where nobody says otherwise.
    public static Limits shipped(String rehearsal) {
        return of(LimitsFile.shipped(), rehearsal);
    }

    /// One of them.
    public double of(Limit limit) {
        Double value = values.get(limit);
        if (value == null) {
            throw new IllegalArgumentException("nobody says what %s is".formatted(limit.key()));
        }
        return value;
    }

    /// Least part of the genuine signers that must be acknowledged, 0 to 1.
    public double successRate() {
        return of(Limit.SUCCESS_RATE);
    }

    /// Least part of their signatures that must be counted and not held, 0 to 1.
    public double countedRate() {
        return of(Limit.COUNTED_RATE);
    }

    /// How many times what they wait without an attack they may wait beside it.
    public double waitRatio() {
        return of(Limit.WAIT_RATIO);
    }

    /// The same beside an attack that never waits for answers.
    public double waitRatioPaced() {
        return of(Limit.WAIT_RATIO_PACED);
    }

    /// What is below it counts as this when they are compared.
    public double waitFloorMs() {
        return of(Limit.WAIT_FLOOR_MS);
    }

    /// Most the generator may be late, 99th percentile.
    public double latenessP99Ms() {
        return of(Limit.LATENESS_P99_MS);
    }

    /// Least part of what is to come that must: connections, clients, forgeries; 0 to 1.
    public double usersStarted() {
        return of(Limit.USERS_STARTED);
    }

    /// Least requests a second of a volume.
    public double offered() {
        return of(Limit.OFFERED);
    }

    /// What one source may get counted at one gateway of an attack of so many seconds.
    public long ofOneSource(double seconds) {
        return (long)
                (of(Limit.SOURCE_BUDGET) + seconds * of(Limit.SOURCE_BUDGET_10M) / TEN_MINUTES_S);
    }

    /// What each of several machines is held to that play a rehearsal together: of an amount as
    /// much as falls to one of them.
    public Limits shared(int machines) {
        return new Limits(replacing(Map.of(Limit.OFFERED, offered() / machines)));
    }

    private Map<Limit, Double> replacing(Map<Limit, Double> some) {
        Map<Limit, Double> all = new EnumMap<>(values);
        all.putAll(some);
        return all;
    }
}
