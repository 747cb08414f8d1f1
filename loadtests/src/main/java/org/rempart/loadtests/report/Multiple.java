package org.rempart.loadtests.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// One low chart of several on the same axis of time.
///
/// @param title what it shows, with its unit
/// @param keys what its curves are; empty when there is one
/// @param scale names on its scale, from the top down, evenly spaced
/// @param heightPx how high it is
/// @param height where a value lies, 0 at the bottom to 1 at the top
/// @param curves from the back to the front
record Multiple(
        String title,
        List<Key> keys,
        List<String> scale,
        int heightPx,
        DoubleUnaryOperator height,
        List<Curve> curves) {
    /// Room above and below, for half of a line's width, in the units of curves.
    private static final int MARGIN = 40;

    /// What one curve is.
    record Key(String css, String words) {}

    Element on(TimeAxis axis) {
        Element plot = Charts.svg(title + " over time", heightPx);
        for (int level = 1; level < scale.size() - 1; level++) {
            double part = (double) level / (scale.size() - 1);
            double y = heightPx * (MARGIN + Curve.UNITS * part) / (Curve.UNITS + 2 * MARGIN);
            plot.holding(Charts.line("grid", 0, y, 100, y));
        }
        plot.holding(axis.lines(heightPx));
        Element stretched =
                Element.of("svg")
                        .with("width", "100%")
                        .with("height", heightPx)
                        .with(
                                "viewBox",
                                "0 %d %d %d"
                                        .formatted(-MARGIN, Curve.UNITS, Curve.UNITS + 2 * MARGIN))
                        .with("preserveAspectRatio", "none");
        curves.forEach(curve -> stretched.holding(curve.drawn(axis, height)));
        plot.holding(stretched);
        List<Element> parts = new ArrayList<>();
        parts.add(Element.of("h3", title));
        if (!keys.isEmpty()) {
            Element key = Element.of("ul").with("class", "key");
            keys.forEach(one ->
                    key.holding(
                            Element.of("li")
                                    .holding(
                                            Element.of("i").with("class", one.css()),
                                            Element.of("span", one.words()))));
            parts.add(key);
        }
        Element names = Element.of("span").with("class", "scale");
        scale.forEach(name -> names.holding(Element.of("span", name)));
        parts.add(names);
        parts.add(plot);
        return Element.of("div").with("class", "multiple").holding(parts);
    }
}
