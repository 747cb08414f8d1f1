package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.Timeline.Series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// A timeline as small multiples, all on the same axis of time: what genuine signers met, and what
/// the gateways said of themselves meanwhile.
final class TimelineChart {
    private static final int HEIGHT_PX = 64;

    private final Timeline timeline;
    private final TimeAxis axis;

    TimelineChart(Timeline timeline) {
        this.timeline = timeline;
        this.axis = new TimeAxis(timeline);
    }

    /// Charts of the signers; none when nobody came.
    List<Element> ofSigners() {
        return timeline.signers().seconds().isEmpty()
                ? List.of()
                : column(new SignersChart(timeline.signers()).multiples());
    }

    /// Charts of the gateways; none when nobody looked.
    List<Element> ofGateways() {
        return timeline.series().isEmpty()
                ? List.of()
                : column(timeline.series().stream().map(this::multiple).toList());
    }

    private List<Element> column(List<Multiple> multiples) {
        List<Element> column = new ArrayList<>(axis.above());
        multiples.forEach(multiple -> column.add(multiple.on(axis)));
        column.add(axis.below());
        return column;
    }

    private Multiple multiple(Series series) {
        double top = top(series);
        boolean steps = !series.steps().isEmpty();
        return new Multiple(
                series.name() + (series.unit().isEmpty() ? "" : ", " + series.unit()),
                List.of(),
                steps ? series.steps().reversed() : List.of(number(top), "0"),
                HEIGHT_PX,
                value -> Math.clamp(value / top, 0, 1),
                List.of(new Curve("curve", timeline.seconds(), series.values(), steps)));
    }

    private static double top(Series series) {
        if (!series.steps().isEmpty()) {
            return Math.max(1, series.steps().size() - 1);
        }
        double most =
                series.values().stream()
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0);
        return most > 0 ? most : 1;
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.2f" : "%,.0f", value);
    }
}
