package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Charts as inline SVG. Positions are parts of the width in percent, so that a chart is as wide as
/// the screen while its letters keep their size.
final class Charts {
    private static final int ROW_PX = 40;

    private static final int BAR_PX = 14;

    /// Where a row's bar begins, below its name.
    private static final int BAR_TOP_PX = 20;

    private static final int AXIS_PX = 24;

    private static final double AXIS_MS_MIN = 0.1;

    /// On a telephone the second label would touch the first.
    private static final int DECADES_CROWDED = 5;

    private Charts() {}

    /// Waits on a logarithmic axis: half waited less than the dot, 99 in 100 less than the bar's
    /// end, and nobody more than the thin line's.
    static Element waits(Table.Waits block) {
        List<Table.Wait> waits =
                block.waits().stream().filter(wait -> wait.ms().count() > 0).toList();
        double longest = waits.stream().mapToDouble(wait -> wait.ms().max()).max().orElse(1);
        int decades = Math.max(1, (int) Math.ceil(Math.log10(longest / AXIS_MS_MIN)));
        int height = waits.size() * ROW_PX;
        Element svg = svg(block.title(), height + AXIS_PX);
        for (int i = 0; i <= decades; i++) {
            double x = 100.0 * i / decades;
            svg.holding(line("grid", x, 0, x, height));
            if (i == 1 && decades >= DECADES_CROWDED) {
                continue;
            }
            String anchor = i == 0 ? "start" : i == decades ? "end" : "middle";
            svg.holding(
                    label(ms(AXIS_MS_MIN * Math.pow(10, i)), x, height + 16, anchor)
                            .with("class", "tick"));
        }
        for (int i = 0; i < waits.size(); i++) {
            Table.Wait wait = waits.get(i);
            int y = i * ROW_PX;
            double middle = y + BAR_TOP_PX + BAR_PX / 2.0;
            double half = onAxis(wait.ms().p50(), decades);
            double most = onAxis(wait.ms().p99(), decades);
            svg.holding(
                    label(wait.name(), 0, y + 14, "start"),
                    line("whisker", half, middle, onAxis(wait.ms().max(), decades), middle),
                    bar("wait", half, most - half, y + BAR_TOP_PX),
                    Element.of("circle")
                            .with("class", "dot")
                            .with("cx", half, "%")
                            .with("cy", middle, "")
                            .with("r", 5));
        }
        return svg;
    }

    /// Of each kind of request, which part was answered how.
    static Element answers(Table.Answers block) {
        Element svg = svg(block.title(), block.asked().size() * ROW_PX);
        for (int i = 0; i < block.asked().size(); i++) {
            Table.Asked asked = block.asked().get(i);
            int y = i * ROW_PX;
            svg.holding(
                    label(asked.kind(), 0, y + 14, "start"),
                    label(number(asked.sent()), 100, y + 14, "end"));
            double x = 0;
            for (AnswerClass kind : AnswerClass.values()) {
                long count =
                        kind.in(asked.answers())
                                + (kind == AnswerClass.NONE ? asked.unanswered() : 0);
                if (count > 0 && asked.sent() > 0) {
                    double width = 100.0 * count / asked.sent();
                    svg.holding(
                            bar(css(kind), x, width, y + BAR_TOP_PX)
                                    .holding(
                                            Element.of(
                                                    "title", kind.words() + ": " + number(count))));
                    x += width;
                }
            }
        }
        return svg;
    }

    /// Amounts side by side, the largest first.
    static Element amounts(Table.Amounts block) {
        List<Map.Entry<String, Double>> amounts = new ArrayList<>(block.amounts().entrySet());
        amounts.sort(
                Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()));
        double most = amounts.stream().mapToDouble(Map.Entry::getValue).max().orElse(0);
        Element svg = svg(block.title(), amounts.size() * ROW_PX);
        for (int i = 0; i < amounts.size(); i++) {
            Map.Entry<String, Double> amount = amounts.get(i);
            int y = i * ROW_PX;
            String value = String.format(Locale.ROOT, "%,.1f %s", amount.getValue(), block.unit());
            svg.holding(
                    label(amount.getKey(), 0, y + 14, "start"),
                    label(value, 100, y + 14, "end"),
                    bar("track", 0, 100, y + BAR_TOP_PX),
                    bar(
                            "amount",
                            0,
                            most <= 0 ? 0 : 100 * amount.getValue() / most,
                            y + BAR_TOP_PX));
        }
        return svg;
    }

    /// A CSS class for a class of answers.
    static String css(AnswerClass kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Element svg(String label, int heightPx) {
        return Element.of("svg")
                .with("role", "img")
                .with("aria-label", label)
                .with("width", "100%")
                .with("height", heightPx);
    }

    static Element label(String text, double x, double y, String anchor) {
        return Element.of("text", text)
                .with("x", x, "%")
                .with("y", y, "")
                .with("text-anchor", anchor);
    }

    static Element line(String css, double x1, double y1, double x2, double y2) {
        return Element.of("line")
                .with("class", css)
                .with("x1", x1, "%")
                .with("y1", y1, "")
                .with("x2", x2, "%")
                .with("y2", y2, "");
    }

    private static Element bar(String css, double x, double width, double y) {
        return Element.of("rect")
                .with("class", css)
                .with("x", x, "%")
                .with("y", y, "")
                .with("width", Math.max(0, width), "%")
                .with("height", BAR_PX);
    }

    private static double onAxis(double ms, int decades) {
        return Math.clamp(
                100 * Math.log10(Math.max(ms, AXIS_MS_MIN) / AXIS_MS_MIN) / decades, 0, 100);
    }

    static String ms(double ms) {
        return ms >= 1_000
                ? String.format(Locale.ROOT, "%,.0f s", ms / 1_000)
                : String.format(Locale.ROOT, ms < 1 ? "%.1f ms" : "%.0f ms", ms);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
