package org.rempart.loadtests.target;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A gateway's `/metrics`, read (Prometheus, "Text-based format").
///
/// @param samples value by series, named as it stands there: `name{label="value"}`
public record MetricsPage(Map<String, Double> samples) {
    /// A name, labels if any, and a number; comments begin with `#`.
    private static final Pattern LINE =
            Pattern.compile("(?m)^([A-Za-z_:][\\w:]*(?:\\{[^\\n]*})?) ([-+.\\deE]+)(?: \\d+)?$");

    public MetricsPage {
        samples = Map.copyOf(samples);
    }

    /// Reads the page; lines that hold no number (`NaN`, comments) are left out.
    public static MetricsPage parse(String text) {
        Map<String, Double> samples = new HashMap<>();
        Matcher lines = LINE.matcher(text);
        while (lines.find()) {
            samples.put(lines.group(1), Double.parseDouble(lines.group(2)));
        }
        return new MetricsPage(samples);
    }

    /// Sum over all series of a name; 0 when there is none.
    public double sum(String name) {
        return sum(name, "");
    }

    /// Sum over the series of a name that carry a label.
    ///
    /// @param label as it stands there: `area="heap"`; any when empty
    public double sum(String name, String label) {
        return samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .filter(sample -> sample.getKey().contains(label))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
