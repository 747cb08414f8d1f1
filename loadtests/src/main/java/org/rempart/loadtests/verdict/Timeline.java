package org.rempart.loadtests.verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /// What was seen of each gateway, on one axis: those looked at in the same second stand beside
    /// each other, and who was not seen in it has a gap.
    public static Timeline of(Map<String, Timeline> byGateway) {
        if (byGateway.size() == 1) {
            return byGateway.values().iterator().next();
        }
        NavigableSet<Double> all = new TreeSet<>();
        byGateway
                .values()
                .forEach(one -> one.seconds().forEach(second -> all.add(Math.floor(second))));
        List<Series> series = new ArrayList<>();
        new TreeMap<>(byGateway)
                .forEach((gateway, one) -> {
                    for (Series seen : one.series()) {
                        Map<Double, @Nullable Double> values = new HashMap<>();
                        for (int i = 0; i < one.seconds().size(); i++) {
                            values.put(Math.floor(one.seconds().get(i)), seen.values().get(i));
                        }
                        List<@Nullable Double> aligned = new ArrayList<>();
                        all.forEach(second -> aligned.add(values.get(second)));
                        series.add(
                                new Series(
                                        gateway + ": " + seen.name(),
                                        seen.unit(),
                                        seen.steps(),
                                        aligned));
                    }
                });
        return new Timeline(List.copyOf(all), series);
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
