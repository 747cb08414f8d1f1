package org.rempart.loadtests.verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What was seen all through a run, on one axis of time.
///
/// @param seconds when it was looked at: seconds since the start, ascending
/// @param series what was seen, each with one value for each of those moments
public record Timeline(List<Double> seconds, List<Series> series) {
    /// Nobody looked.
    public static final Timeline NONE = new Timeline(List.of(), List.of());

    /// @throws IllegalArgumentException when a series has more or fewer values than there are
    ///   moments
    public Timeline {
        seconds = List.copyOf(seconds);
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.values().size() != seconds.size()) {
                throw new IllegalArgumentException(
                        "%s has %d values for %d moments"
                                .formatted(one.name(), one.values().size(), seconds.size()));
            }
        }
    }

    /// One figure over time.
    ///
    /// @param name what it is
    /// @param unit of its values; empty when they have none
    /// @param steps names of the values 0, 1, 2 …, for one that steps from state to state; empty
    ///   for one that is measured
    /// @param values null where nothing was seen
    public record Series(
            String name, String unit, List<String> steps, List<@Nullable Double> values) {
        public Series {
            steps = List.copyOf(steps);
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }
}
