package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.SignerSeconds;
import org.rempart.loadtests.verdict.SignersBySecond;
import org.rempart.loadtests.verdict.Timeline;

import java.util.ArrayList;
import java.util.List;

/// What might have been seen all through a run.
final class Timelines {
    private Timelines() {}

    /// Two minutes, of which the gateway said nothing from 60 to 64 s.
    static Timeline twoMinutes() {
        List<Double> seconds = new ArrayList<>();
        List<Double> level = new ArrayList<>();
        List<Double> price = new ArrayList<>();
        List<Double> queue = new ArrayList<>();
        for (int second = 0; second <= 120; second++) {
            boolean silent = second >= 60 && second < 65;
            double attack = second < 30 ? 0 : Math.min(1, (second - 30) / 20.0);
            seconds.add((double) second);
            level.add(silent ? null : (double) (int) (attack * 2.9));
            price.add(silent ? null : 500_000 * (1 + 20 * attack));
            queue.add(silent ? null : attack * (300 + 200 * Math.sin(second)));
        }
        return new Timeline(
                        seconds,
                        List.of(
                                new Timeline.Series(
                                        "pressure",
                                        "",
                                        List.of("calm", "busy", "attack", "severe"),
                                        level),
                                new Timeline.Series("price", "tries at most", List.of(), price),
                                new Timeline.Series("queue", "rows", List.of(), queue)))
                .with(
                        signersBySecond(120),
                        List.of(
                                new Timeline.Mark(0.4, "while it was quiet"),
                                new Timeline.Mark(30, "during the flood")));
    }

    /// Signers who wait a thousand times longer in the second at 30 s, where nobody gets through in
    /// the one after.
    static SignerSeconds signersBySecond(int many) {
        SignersBySecond signers = new SignersBySecond(0);
        for (int second = 0; second < many; second++) {
            for (int i = 0; i < 33; i++) {
                long nanos = second * 1_000_000_000L + i;
                if (second == 31) {
                    signers.gaveUp(nanos);
                } else {
                    signers.gotThrough(nanos, (second == 30 ? 1_000 : 1) * 1_000_000L * (2 + i));
                }
            }
        }
        return signers.figures();
    }
}
