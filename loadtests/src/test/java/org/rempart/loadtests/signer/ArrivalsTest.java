package org.rempart.loadtests.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.signer.Arrivals.Segment;
import org.rempart.loadtests.signer.Arrivals.Spacing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

final class ArrivalsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aClockSpacesThemAsTheRateSays() {
        Arrivals two =
                new Arrivals(List.of(Segment.steady(2, Duration.ofSeconds(2))), Spacing.EVEN);

        assertThat(moments(two, 1)).containsExactly(0.25, 0.75, 1.25, 1.75);
    }

    @Test
    void aRateThatRisesBringsAQuarterInTheFirstHalf() {
        Arrivals rising = new Arrivals(List.of(new Segment(0, 100, MINUTE)), Spacing.EVEN);

        List<Double> moments = moments(rising, 1);

        assertThat(moments).hasSize(3_000);
        assertThat(moments).filteredOn(second -> second < 30).hasSize(750);
    }

    @Test
    void aRateThatFallsToNothingBringsTheMirrorOfIt() {
        Arrivals falling = new Arrivals(List.of(new Segment(100, 0, MINUTE)), Spacing.EVEN);

        assertThat(moments(falling, 1)).filteredOn(second -> second < 30).hasSize(2_250);
    }

    @Test
    void partsOfAPlanAreThePlan() {
        Arrivals all = Arrivals.televised(Duration.ofMinutes(6));

        Arrivals tip = all.only(segment -> segment == 4);

        assertThat(tip.lasts()).isEqualTo(all.lasts());
        assertThat(tip.expected()).isEqualTo(6_000);
        assertThat(tip.expected() + all.only(segment -> segment != 4).expected())
                .isCloseTo(all.expected(), within(1e-6));
        assertThat(moments(tip, 3)).allMatch(second -> second >= 225 && second < 285);
    }

    @Test
    void nobodyComesWhileTheRateIsNothing() {
        Arrivals paused =
                new Arrivals(
                        List.of(
                                Segment.steady(10, MINUTE),
                                Segment.steady(0, MINUTE),
                                Segment.steady(10, MINUTE)),
                        Spacing.POISSON);

        assertThat(moments(paused, 7))
                .isSorted()
                .anyMatch(second -> second < 60)
                .noneMatch(second -> second >= 60 && second < 120)
                .anyMatch(second -> second >= 120)
                .allMatch(second -> second < 180);
    }

    @Test
    void chanceBringsAsManyAsAreExpectedAndSpreadsThemAsAPoissonProcess() {
        Arrivals steady = Arrivals.steady(100, Duration.ofSeconds(100));
        List<Double> moments = moments(steady, 4_711);

        // 10,000 with a deviation of 100, and gaps shorter than the mean in 1 - 1/e of all cases
        assertThat(moments).hasSizeBetween(9_600, 10_400);
        long shorter = 0;
        for (int i = 1; i < moments.size(); i++) {
            shorter += moments.get(i) - moments.get(i - 1) < 0.01 ? 1 : 0;
        }
        assertThat((double) shorter / moments.size()).isCloseTo(0.632, within(0.02));
    }

    @Test
    void theSameSeedBringsTheSameMoments() {
        Arrivals television = Arrivals.televised(MINUTE);

        assertThat(moments(television, 3))
                .isEqualTo(moments(television, 3))
                .isNotEqualTo(moments(television, 4));
    }

    @ParameterizedTest
    @CsvSource({"0, 60, 10", "90, 210, 33", "225, 285, 100", "300, 360, 33"})
    void sixMinutesOfTelevisionHaveAMinuteOfAHundredASecond(int from, int to, double rate) {
        long come =
                moments(Arrivals.televised(Duration.ofMinutes(6)), 12).stream()
                        .filter(second -> second >= from && second < to)
                        .count();

        assertThat((double) come / (to - from)).isCloseTo(rate, within(rate / 5));
    }

    @Test
    void aPlanSaysHowManyAreExpectedAndHowLongAndHowFast() {
        Arrivals television = Arrivals.televised(Duration.ofMinutes(6));

        assertThat(television.lasts()).isEqualTo(Duration.ofMinutes(6));
        assertThat(television.highest()).isEqualTo(100);
        assertThat(television.expected())
                .isCloseTo(60 * 10 + 30 * 21.5 + 180 * 33 + 60 * 100 + 30 * 66.5, within(1e-6));
    }

    @Test
    void whatIsNoPlanIsRefused() {
        assertThatThrownBy(() -> new Segment(-1, 1, MINUTE)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> new Segment(1, Double.NaN, MINUTE)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Segment.steady(1, Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> new Arrivals(List.of(), Spacing.EVEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Double> moments(Arrivals arrivals, long seed) {
        Arrivals.Course course = arrivals.course(new Random(seed));
        List<Double> moments = new ArrayList<>();
        for (OptionalLong next = course.next(); next.isPresent(); next = course.next()) {
            moments.add(next.getAsLong() / 1e9);
        }
        return moments;
    }
}
