package org.rempart.loadtests.verdict;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.limits.LimitsFile;

import java.util.EnumMap;
import java.util.Map;

/// What a rehearsal with a crowd and an attack is held to.
///
/// @param successRate least part of the genuine signers that must be acknowledged, 0 to 1
/// @param countedRate least part of their signatures that must be counted and not held, 0 to 1
/// @param waitRatio how many times what they wait without an attack they may wait beside it
/// @param waitRatioPaced the same beside an attack that never waits for answers
/// @param waitFloorMs what is below it counts as this when they are compared
/// @param latenessP99Ms most the generator may be late, 99th percentile
/// @param usersStarted least part of what is to come that must: connections, clients, forgeries; 0
///   to 1
/// @param offered least requests a second of a volume
/// @param others these and what only some rehearsals are held to, as [#of] says it
public record Limits(
        double successRate,
        double countedRate,
        double waitRatio,
        double waitRatioPaced,
        double waitFloorMs,
        double latenessP99Ms,
        double usersStarted,
        double offered,
        Map<Limit, Double> others) {
    private static final double TEN_MINUTES_S = 600;

    /// What holds for every rehearsal where nobody says otherwise. One signer in a thousand may
    /// fail for reasons of the network; half a second late is still in the second it was meant for.
    ///
    /// The floor: a visit is three requests, each of which may find its core taken and wait for the
    /// end of another thread's slice, 3 ms (Linux, EEVDF). Below 10 ms a ratio would compare the
    /// scheduler with itself.
    public static final Limits FIRST_CUT = of(LimitsFile.shipped(), "");

    public Limits {
        others = Map.copyOf(others);
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
                successRate,
                countedRate,
                waitRatio,
                waitRatioPaced,
                waitFloorMs,
                latenessP99Ms,
                usersStarted,
                offered,
                FIRST_CUT.others());
    }

    /// What a rehearsal is held to by a file.
    public static Limits of(LimitsFile file, String rehearsal) {
        return new Limits(
                file.of(rehearsal, Limit.SUCCESS_RATE),
                file.of(rehearsal, Limit.COUNTED_RATE),
                file.of(rehearsal, Limit.WAIT_RATIO),
                file.of(rehearsal, Limit.WAIT_RATIO_PACED),
                file.of(rehearsal, Limit.WAIT_FLOOR_MS),
                file.of(rehearsal, Limit.LATENESS_P99_MS),
                file.of(rehearsal, Limit.USERS_STARTED),
                file.of(rehearsal, Limit.OFFERED),
                others(file, rehearsal));
    }

    private static Map<Limit, Double> others(LimitsFile file, String rehearsal) {
        Map<Limit, Double> all = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            all.put(limit, file.of(rehearsal, limit));
        }
        return all;
    }

    /// What a rehearsal is held to where nobody says otherwise.
    public static Limits shipped(String rehearsal) {
        return of(LimitsFile.shipped(), rehearsal);
    }

    /// One of the others.
    public double of(Limit limit) {
        Double value = others.get(limit);
        if (value == null) {
            throw new IllegalArgumentException("nobody says what %s is".formatted(limit.key()));
        }
        return value;
    }

    /// What one source may get counted at one gateway of an attack of so many seconds.
    public long ofOneSource(double seconds) {
        return (long)
                (of(Limit.SOURCE_BUDGET) + seconds * of(Limit.SOURCE_BUDGET_10M) / TEN_MINUTES_S);
    }

    /// What each of several machines is held to that play a rehearsal together: of an amount as
    /// much as falls to one of them.
    public Limits shared(int machines) {
        return new Limits(
                successRate,
                countedRate,
                waitRatio,
                waitRatioPaced,
                waitFloorMs,
                latenessP99Ms,
                usersStarted,
                offered / machines,
                others);
    }
}
