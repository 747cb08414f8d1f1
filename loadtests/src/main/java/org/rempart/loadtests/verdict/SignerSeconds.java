package org.rempart.loadtests.verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What genuine signers met, by the second in which their visits ended. Each list has one value for
/// each of the seconds.
///
/// @param seconds since the start, ascending; each begins there and lasts until the next whole one
/// @param ended visits that ended, whatever they came to
/// @param gotThrough those whose signature was acknowledged
/// @param p50Ms half of those waited less in all; null where nobody got through
/// @param worstMs 99 of 100 of those waited less in all, or where fewer than 100 got through, the
///   longest wait; null where nobody did
public record SignerSeconds(
        List<Integer> seconds,
        List<Integer> ended,
        List<Integer> gotThrough,
        List<@Nullable Double> p50Ms,
        List<@Nullable Double> worstMs) {
    /// Nobody came, or nobody looked.
    public static final SignerSeconds NONE =
            new SignerSeconds(List.of(), List.of(), List.of(), List.of(), List.of());

    /// @throws IllegalArgumentException when a list is shorter or longer than the others
    public SignerSeconds {
        seconds = List.copyOf(seconds);
        ended = List.copyOf(ended);
        gotThrough = List.copyOf(gotThrough);
        p50Ms = Collections.unmodifiableList(new ArrayList<>(p50Ms));
        worstMs = Collections.unmodifiableList(new ArrayList<>(worstMs));
        int many = seconds.size();
        if (ended.size() != many
                || gotThrough.size() != many
                || p50Ms.size() != many
                || worstMs.size() != many) {
            throw new IllegalArgumentException(
                    "%d seconds have %d, %d, %d and %d values"
                            .formatted(
                                    many,
                                    ended.size(),
                                    gotThrough.size(),
                                    p50Ms.size(),
                                    worstMs.size()));
        }
    }

    /// Those of several generators on one axis: visits are added up, and of each second's waits the
    /// longest is shown, for percentiles cannot be put together from percentiles.
    static SignerSeconds sum(Collection<SignerSeconds> all) {
        SortedMap<Integer, Second> sums = new TreeMap<>();
        for (SignerSeconds one : all) {
            for (int i = 0; i < one.seconds.size(); i++) {
                sums.merge(
                        one.seconds.get(i),
                        new Second(
                                one.ended.get(i),
                                one.gotThrough.get(i),
                                one.p50Ms.get(i),
                                one.worstMs.get(i)),
                        Second::and);
            }
        }
        return new SignerSeconds(
                List.copyOf(sums.keySet()),
                sums.values().stream().map(Second::ended).toList(),
                sums.values().stream().map(Second::gotThrough).toList(),
                nullable(sums.values().stream().map(Second::p50Ms).toArray(Double[]::new)),
                nullable(sums.values().stream().map(Second::worstMs).toArray(Double[]::new)));
    }

    /// The same on an axis that begins earlier.
    SignerSeconds later(int by) {
        return new SignerSeconds(
                seconds.stream().map(second -> second + by).toList(),
                ended,
                gotThrough,
                p50Ms,
                worstMs);
    }

    private static List<@Nullable Double> nullable(@Nullable Double[] values) {
        List<@Nullable Double> all = new ArrayList<>();
        Collections.addAll(all, values);
        return all;
    }

    private record Second(
            int ended, int gotThrough, @Nullable Double p50Ms, @Nullable Double worstMs) {
        Second and(Second other) {
            return new Second(
                    ended + other.ended,
                    gotThrough + other.gotThrough,
                    longer(p50Ms, other.p50Ms),
                    longer(worstMs, other.worstMs));
        }

        private static @Nullable Double longer(@Nullable Double one, @Nullable Double other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return Math.max(one, other);
        }
    }
}
