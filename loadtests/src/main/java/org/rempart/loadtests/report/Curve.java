package org.rempart.loadtests.report;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// One figure over time, as the parts of a curve.
///
/// @param css its class
/// @param seconds since the start
/// @param values one for each of those moments; null where nothing was seen
/// @param steps whether it jumps from value to value
record Curve(String css, List<Double> seconds, List<@Nullable Double> values, boolean steps) {
    /// A curve is drawn on this many units each way and stretched to its place.
    static final int UNITS = 1_000;

    /// Twice as many points as the widest page has pixels would show no more; and a page of two
    /// hours stays small.
    static final int COLUMNS = 450;

    /// Draws it.
    ///
    /// @param height where a value lies, 0 at the bottom to 1 at the top
    List<Element> drawn(TimeAxis axis, DoubleUnaryOperator height) {
        Pen pen = new Pen();
        @Nullable Double before = null;
        for (int i : shown()) {
            Double value = values.get(i);
            if (value == null) {
                pen.lift();
            } else {
                double x = UNITS * axis.part(seconds.get(i));
                if (before != null && steps) {
                    pen.to(x, UNITS * (1 - height.applyAsDouble(before)));
                }
                pen.to(x, UNITS * (1 - height.applyAsDouble(value)));
            }
            before = value;
        }
        pen.lift();
        return pen.parts.stream()
                .map(points ->
                        Element.of("polyline")
                                .with("class", css)
                                .with("vector-effect", "non-scaling-stroke")
                                .with("points", points))
                .toList();
    }

    /// Which moments are drawn: all of them, or of each column the lowest and the highest, so that
    /// no peak is lost.
    private List<Integer> shown() {
        int many = seconds.size();
        List<Integer> all = new ArrayList<>();
        int columns = many <= 2 * COLUMNS ? many : COLUMNS;
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) column * many / columns);
            int to = (int) ((column + 1L) * many / columns);
            int lowest = extreme(from, to, false);
            int highest = extreme(from, to, true);
            all.add(Math.min(lowest, highest));
            if (lowest != highest) {
                all.add(Math.max(lowest, highest));
            }
        }
        return all;
    }

    private int extreme(int from, int to, boolean highest) {
        int found = from;
        for (int i = from + 1; i < to; i++) {
            Double value = values.get(i);
            Double best = values.get(found);
            if (value != null && (best == null || (highest ? value > best : value < best))) {
                found = i;
            }
        }
        return found;
    }

    /// Writes the points of one part after another.
    private static final class Pen {
        private final List<String> parts = new ArrayList<>();
        private final StringBuilder points = new StringBuilder();
        private String point = "";
        private boolean lone;

        void to(double x, double y) {
            point = String.format(Locale.ROOT, "%.1f,%.0f", x, y);
            lone = points.isEmpty();
            points.append(lone ? "" : " ").append(point);
        }

        /// A point alone is a line to itself, or it would not be seen.
        void lift() {
            if (!points.isEmpty()) {
                parts.add(lone ? points + " " + point : points.toString());
                points.setLength(0);
            }
        }
    }
}
