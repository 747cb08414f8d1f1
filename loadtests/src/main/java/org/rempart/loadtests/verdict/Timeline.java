package org.rempart.loadtests.verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What was seen all through a run, on one axis of time.
///
/// @param seconds when the gateways were looked at: seconds since the start, ascending
/// @param series what they said, each with one value for each of those moments
/// @param signers what genuine signers met
/// @param marks when each act began, ascending
public record Timeline(
        List<Double> seconds, List<Series> series, SignerSeconds signers, List<Mark> marks) {
    /// Nobody looked.
    public static final Timeline NONE = new Timeline(List.of(), List.of());

    /// @throws IllegalArgumentException when a series has more or fewer values than there are
    ///   moments
    public Timeline {
        seconds = List.copyOf(seconds);
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        for (Series one : series) {
            if (one.values().size() != seconds.size()) {
                throw new IllegalArgumentException(
                        "%s has %d values for %d moments"
                                .formatted(one.name(), one.values().size(), seconds.size()));
            }
        }
    }

    /// What gateways said, and nothing else.
    public Timeline(List<Double> seconds, List<Series> series) {
        this(seconds, series, SignerSeconds.NONE, List.of());
    }

    /// What was seen of each gateway, on one axis: each figure of one beside the same of the
    /// others. Those looked at in the same second share a moment, and who was not seen in it has a
    /// gap. Signers of all are put together; acts that several mark are those of one play, and the
    /// first of them says when they began.
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
        SortedMap<String, Timeline> inOrder = new TreeMap<>(byGateway);
        return new Timeline(
                List.copyOf(moments),
                all,
                SignerSeconds.sum(inOrder.values().stream().map(Timeline::signers).toList()),
                inOrder.values().stream()
                        .map(Timeline::marks)
                        .filter(marks -> !marks.isEmpty())
                        .findFirst()
                        .orElse(List.of()));
    }

    /// With what else there is on the same axis.
    public Timeline with(SignerSeconds signers, List<Mark> marks) {
        return new Timeline(seconds, series, signers, marks);
    }

    /// The same on an axis that begins so many seconds earlier, 0 or more.
    public Timeline later(double by) {
        return new Timeline(
                seconds.stream().map(second -> second + by).toList(),
                series,
                signers.later((int) Math.floor(by)),
                marks.stream().map(mark -> new Mark(mark.seconds() + by, mark.name())).toList());
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

    /// An act began.
    ///
    /// @param seconds since the start
    /// @param name of the act, in few words
    public record Mark(double seconds, String name) {}

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
