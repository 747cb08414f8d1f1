package org.rempart.loadtests.verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
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

    /// What was seen of each gateway, on one axis: each figure of one beside the same of the
    /// others. Those looked at in the same second share a moment, and who was not seen in it has a
    /// gap.
    public static Timeline of(Map<String, Timeline> byGateway) {
        if (byGateway.size() == 1) {
            return byGateway.values().iterator().next();
        }
        SequencedSet<Double> moments = new TreeSet<>();
        SequencedSet<String> figures = new LinkedHashSet<>();
        for (Timeline one : byGateway.values()) {
            one.seconds().forEach(second -> moments.add(Math.floor(second)));
            one.series().forEach(series -> figures.add(series.name()));
        }
        List<Series> all = new ArrayList<>();
        for (String figure : figures) {
            new TreeMap<>(byGateway)
                    .forEach((gateway, one) ->
                            one.series().stream()
                                    .filter(series -> series.name().equals(figure))
                                    .map(series -> one.aligned(series, gateway, moments))
                                    .forEach(all::add));
        }
        return new Timeline(List.copyOf(moments), all);
    }

    private Series aligned(Series series, String gateway, SequencedSet<Double> moments) {
        Map<Double, @Nullable Double> seen = new HashMap<>();
        for (int i = 0; i < seconds.size(); i++) {
            seen.put(Math.floor(seconds.get(i)), series.values().get(i));
        }
        List<@Nullable Double> values = new ArrayList<>();
        moments.forEach(second -> values.add(seen.get(second)));
        return new Series(gateway + ": " + series.name(), series.unit(), series.steps(), values);
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
