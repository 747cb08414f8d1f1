package org.rempart.loadtests.report;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.verdict.SignerSeconds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What genuine signers met, second by second: how many left and got through, and how long they had
/// waited.
final class SignersChart {
    private static final int HEIGHT_PX = 96;

    /// Waits below are all alike to people.
    private static final double MS_MIN = 0.1;

    private static final String LEFT = "left";

    private static final String THROUGH = "through";

    private static final String WORST = "worst";

    private final SignerSeconds signers;
    private final List<Double> middles;

    SignersChart(SignerSeconds signers) {
        this.signers = signers;
        this.middles = signers.seconds().stream().map(second -> second + 0.5).toList();
    }

    List<Multiple> multiples() {
        return List.of(visits(), waits());
    }

    private Multiple visits() {
        double most =
                Math.max(1, signers.ended().stream().mapToInt(ended -> ended).max().orElse(0));
        return new Multiple(
                "genuine signers a second",
                List.of(
                        new Multiple.Key(THROUGH, "got through"),
                        new Multiple.Key(LEFT, "left, with or without having got through")),
                List.of(String.format(Locale.ROOT, "%,.0f", most), "0"),
                HEIGHT_PX,
                value -> value / most,
                List.of(
                        curve(LEFT, counts(signers.ended())),
                        curve(THROUGH, counts(signers.gotThrough()))));
    }

    /// From the power of ten below the shortest to that above the longest, for people wait
    /// milliseconds in one second and minutes in the next.
    private Multiple waits() {
        int low = (int) Math.floor(Math.log10(least(signers.p50Ms())));
        int high = Math.max(low + 1, (int) Math.ceil(Math.log10(most(signers.worstMs()))));
        List<String> scale = new ArrayList<>();
        for (int decade = high; decade >= low; decade--) {
            scale.add(Charts.ms(Math.pow(10, decade)));
        }
        return new Multiple(
                "how long those who got through had waited",
                List.of(
                        new Multiple.Key(THROUGH, "half of a second’s signers waited less"),
                        new Multiple.Key(
                                WORST, "99 of 100 waited less; of fewer than 100, nobody longer")),
                scale,
                HEIGHT_PX,
                ms -> Math.clamp((Math.log10(Math.max(ms, MS_MIN)) - low) / (high - low), 0, 1),
                List.of(curve(WORST, signers.worstMs()), curve(THROUGH, signers.p50Ms())));
    }

    private Curve curve(String css, List<@Nullable Double> values) {
        return new Curve("curve " + css, middles, values, false);
    }

    private static List<@Nullable Double> counts(List<Integer> counts) {
        return Collections.unmodifiableList(
                new ArrayList<@Nullable Double>(
                        counts.stream().map(Integer::doubleValue).toList()));
    }

    private static double least(List<@Nullable Double> ms) {
        double least =
                ms.stream()
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElse(MS_MIN);
        return Math.max(MS_MIN, least);
    }

    private static double most(List<@Nullable Double> ms) {
        double most =
                ms.stream()
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(MS_MIN);
        return Math.max(MS_MIN, most);
    }
}
