package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.SignerSeconds;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.Timeline.Mark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The axis of time that all charts of a run share, with the acts that began on it. Charts bear a
/// line where each began; the names stand above them, once.
final class TimeAxis {
    private static final int AXIS_PX = 18;

    private static final int NAME_PX = 16;

    /// Between the lowest name and the chart below.
    private static final int STEM_PX = 6;

    /// What a name may take of its row, in percent a character: 6.6 pixels of the 229 that a
    /// telephone of 375 leaves the charts.
    private static final double CHARACTER = 2.9;

    private static final int CHARACTERS_MAX = 30;

    /// More labels would run into one another on a telephone.
    private static final int TICKS_MAX = 5;

    private static final int[] TICKS_S = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400
    };

    private final double lastS;
    private final int tickS;
    private final List<Mark> marks;

    TimeAxis(Timeline timeline) {
        SignerSeconds signers = timeline.signers();
        double looked = timeline.seconds().isEmpty() ? 0 : timeline.seconds().getLast();
        double left = signers.seconds().isEmpty() ? 0 : signers.seconds().getLast() + 1;
        this.lastS = Math.max(1, Math.max(looked, left));
        this.tickS = tick(lastS);
        // one that was planned for a time nobody lived to see
        this.marks = timeline.marks().stream().filter(mark -> mark.seconds() <= lastS).toList();
    }

    /// Where a moment lies, 0 to 1.
    double part(double seconds) {
        return Math.clamp(seconds / lastS, 0, 1);
    }

    /// What stands behind the curves of a chart.
    List<Element> lines(int heightPx) {
        List<Element> lines = new ArrayList<>();
        for (int second = 0; second <= lastS; second += tickS) {
            double x = 100 * part(second);
            lines.add(Charts.line("grid", x, 0, x, heightPx));
        }
        marks.forEach(mark -> lines.add(line(mark, 0, heightPx)));
        return lines;
    }

    /// What stands above a column of charts: the names of the acts.
    List<Element> above() {
        if (marks.isEmpty()) {
            return List.of();
        }
        List<Name> names = names();
        int rows = names.stream().mapToInt(Name::row).max().orElse(0) + 1;
        int height = rows * NAME_PX + STEM_PX;
        String told =
                marks.stream()
                        .map(mark -> "%s: %s".formatted(time((int) mark.seconds()), mark.name()))
                        .collect(Collectors.joining("; "));
        Element svg = Charts.svg("what began when: " + told, height);
        names.forEach(name -> svg.holding(line(name.mark(), (name.row() + 1) * NAME_PX, height)));
        names.forEach(name ->
                svg.holding(
                        Charts.label(
                                        name.shown(),
                                        name.anchorAt(),
                                        name.row() * NAME_PX + 13,
                                        name.anchor())
                                .with("class", "act")));
        return List.of(beside(svg).with("class", "multiple acts"));
    }

    /// What stands below a column of charts: the time.
    Element below() {
        Element axis = Charts.svg("seconds since the start", AXIS_PX);
        for (int second = 0; second <= lastS; second += tickS) {
            double x = 100 * part(second);
            String anchor = second == 0 ? "start" : x > 95 ? "end" : "middle";
            axis.holding(Charts.label(time(second), x, 14, anchor).with("class", "tick"));
        }
        return beside(axis).with("class", "multiple");
    }

    private static Element beside(Element svg) {
        return Element.of("div").holding(Element.of("span").with("class", "scale"), svg);
    }

    private Element line(Mark mark, double top, double bottom) {
        double x = 100 * part(mark.seconds());
        return Charts.line("mark", x, top, x, bottom);
    }

    /// A name in its place.
    ///
    /// @param from its begin, in percent
    private record Name(
            Mark mark, String shown, double anchorAt, String anchor, double from, int row) {
        double to() {
            return from + width(shown);
        }
    }

    private static double width(String shown) {
        return Math.min(100, shown.length() * CHARACTER);
    }

    /// Each name begins at its line, or ends there when there is no room behind it, in the first
    /// row where it touches no other.
    private List<Name> names() {
        List<Name> names = new ArrayList<>();
        for (Mark mark : marks) {
            String shown =
                    mark.name().length() <= CHARACTERS_MAX
                            ? mark.name()
                            : mark.name().substring(0, CHARACTERS_MAX - 1) + "…";
            double x = 100 * part(mark.seconds());
            double width = width(shown);
            boolean behind = x + width <= 100 || x < width;
            double anchorAt = behind ? Math.max(0, Math.min(x, 100 - width)) : x;
            double from = behind ? anchorAt : x - width;
            int row = 0;
            while (taken(names, row, from, from + width)) {
                row++;
            }
            names.add(new Name(mark, shown, anchorAt, behind ? "start" : "end", from, row));
        }
        return names;
    }

    private static boolean taken(List<Name> names, int row, double from, double to) {
        return names.stream()
                .anyMatch(name -> name.row() == row && from < name.to() && name.from() < to);
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
                        : String.format(Locale.ROOT, "%d:%02d min", second / 60, second % 60);
    }
}
