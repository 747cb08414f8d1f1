package org.rempart.loadtests.report;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.Timeline.Series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// A timeline as small multiples: one low chart a series, all on the same axis of time.
final class TimelineChart {
    private static final int HEIGHT_PX = 64;

    private static final int AXIS_PX = 18;

    /// A curve is drawn on this many units each way and stretched to its place.
    private static final int UNITS = 1_000;

    /// More labels would run into one another on a telephone.
    private static final int TICKS_MAX = 5;

    private static final int[] TICKS_S = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400
    };

    private final Timeline timeline;
    private final double lastS;
    private final int tickS;

    TimelineChart(Timeline timeline) {
        this.timeline = timeline;
        this.lastS = Math.max(1, timeline.seconds().isEmpty() ? 0 : timeline.seconds().getLast());
        this.tickS = tick(lastS);
    }

    List<Element> multiples() {
        List<Element> multiples = new ArrayList<>();
        timeline.series().forEach(series -> multiples.add(multiple(series)));
        Element axis = Charts.svg("seconds since the start", AXIS_PX);
        for (int second = 0; second <= lastS; second += tickS) {
            double x = 100 * second / lastS;
            String anchor = second == 0 ? "start" : x > 95 ? "end" : "middle";
            axis.holding(Charts.label(time(second), x, 14, anchor).with("class", "tick"));
        }
        multiples.add(
                Element.of("div")
                        .with("class", "multiple")
                        .holding(Element.of("span").with("class", "scale"), axis));
        return multiples;
    }

    private Element multiple(Series series) {
        double top = top(series);
        String unit = series.unit().isEmpty() ? "" : ", " + series.unit();
        Element plot = Charts.svg(series.name() + unit + " over time", HEIGHT_PX);
        for (int second = 0; second <= lastS; second += tickS) {
            double x = 100 * second / lastS;
            plot.holding(Charts.line("grid", x, 0, x, HEIGHT_PX));
        }
        Element curves =
                Element.of("svg")
                        .with("width", "100%")
                        .with("height", HEIGHT_PX)
                        .with("viewBox", "0 -40 %d %d".formatted(UNITS, UNITS + 80))
                        .with("preserveAspectRatio", "none");
        curves(series, top)
                .forEach(points ->
                        curves.holding(
                                Element.of("polyline")
                                        .with("class", "curve")
                                        .with("vector-effect", "non-scaling-stroke")
                                        .with("points", points)));
        plot.holding(curves);
        return Element.of("div")
                .with("class", "multiple")
                .holding(Element.of("h3", series.name() + unit), scale(series, top), plot);
    }

    /// Names of the states, or the scale's ends, from the top down.
    private static Element scale(Series series, double top) {
        Element scale = Element.of("span").with("class", "scale");
        if (series.steps().isEmpty()) {
            return scale.holding(Element.of("span", number(top)), Element.of("span", "0"));
        }
        series.steps().reversed().forEach(step -> scale.holding(Element.of("span", step)));
        return scale;
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

    /// The curve's parts, each without a gap.
    private List<String> curves(Series series, double top) {
        List<String> curves = new ArrayList<>();
        StringBuilder points = new StringBuilder();
        @Nullable Double before = null;
        for (int i = 0; i < series.values().size(); i++) {
            Double value = series.values().get(i);
            if (value == null) {
                end(points, curves);
            } else {
                double x = UNITS * timeline.seconds().get(i) / lastS;
                if (before != null && !series.steps().isEmpty()) {
                    point(points, x, before, top);
                }
                point(points, x, value, top);
            }
            before = value;
        }
        end(points, curves);
        return curves;
    }

    private static void end(StringBuilder points, List<String> curves) {
        if (!points.isEmpty()) {
            curves.add(points.toString());
            points.setLength(0);
        }
    }

    private static void point(StringBuilder points, double x, double value, double top) {
        double y = UNITS * (1 - Math.clamp(value / top, 0, 1));
        points.append(points.isEmpty() ? "" : " ")
                .append(String.format(Locale.ROOT, "%.1f,%.0f", x, y));
    }

    private static int tick(double lastS) {
        for (int tick : TICKS_S) {
            if (lastS / tick <= TICKS_MAX) {
                return tick;
            }
        }
        return (int) Math.ceil(lastS / TICKS_MAX);
    }

    private static String time(int second) {
        return second < 120
                ? second + " s"
                : second % 60 == 0
                        ? second / 60 + " min"
                        : "%d:%02d min".formatted(second / 60, second % 60);
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.2f" : "%,.0f", value);
    }
}
