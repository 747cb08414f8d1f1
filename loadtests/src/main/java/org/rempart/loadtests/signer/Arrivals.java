package org.rempart.loadtests.signer;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// When people come: their rate over time, and what spaces them. A value: the same plan with the
/// same random generator gives the same moments.
///
/// However the rate changes, the moments follow it exactly: those of a process of rate 1 are
/// stretched by the inverse of the rate's integral (E. Çinlar, "Introduction to Stochastic
/// Processes", 1975, chapter 4, on Poisson processes that are not stationary).
///
/// @param segments one after another, at least one
public record Arrivals(List<Segment> segments, Spacing spacing) {
    /// Second referendum (UK, 2016): about 10 a second, day and night.
    private static final double QUIET = 10;

    /// Revoke Article 50 (UK, 2019): nearly 2,000 a minute.
    private static final double PEAK = 33;

    /// Three times that, for a minute that everybody watches.
    private static final double TIP = 100;

    /// What spaces those who come.
    public enum Spacing {
        /// Chance: each comes for themselves, so that some come together.
        POISSON,
        /// A clock: no two come closer than the rate says.
        EVEN
    }

    /// A while in which the rate stays, or changes evenly.
    ///
    /// @param from arrivals a second at its begin, 0 or more
    /// @param to arrivals a second at its end, 0 or more
    /// @param lasts more than nothing
    public record Segment(double from, double to, Duration lasts) {
        public Segment {
            if (!(from >= 0 && to >= 0 && from + to < Double.POSITIVE_INFINITY)
                    || !lasts.isPositive()) {
                throw new IllegalArgumentException(
                        "no segment: %s to %s a second in %s".formatted(from, to, lasts));
            }
        }

        /// A rate that stays.
        public static Segment steady(double rate, Duration lasts) {
            return new Segment(rate, rate, lasts);
        }

        double expected() {
            return (from + to) / 2 * seconds();
        }

        /// When so many are expected to have come, in seconds since its begin.
        double when(double count) {
            double slope = (to - from) / seconds();
            double rate = Math.sqrt(Math.max(0, from * from + 2 * slope * count));
            return Math.min(seconds(), 2 * count / (from + rate));
        }

        private double seconds() {
            return lasts.toNanos() / 1e9;
        }
    }

    public Arrivals {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("nobody says when they come");
        }
    }

    /// One rate all the time, with chance between them.
    public static Arrivals steady(double rate, Duration lasts) {
        return new Arrivals(List.of(Segment.steady(rate, lasts)), Spacing.POISSON);
    }

    /// A petition that is shown on television: quiet for a sixth of the time, 33 a second for half
    /// of it, and in the midst of that the sixth with 100 a second. In six minutes each sixth is
    /// one.
    public static Arrivals televised(Duration whole) {
        Duration part = whole.dividedBy(24);
        return new Arrivals(
                List.of(
                        Segment.steady(QUIET, part.multipliedBy(4)),
                        new Segment(QUIET, PEAK, part.multipliedBy(2)),
                        Segment.steady(PEAK, part.multipliedBy(8)),
                        new Segment(PEAK, TIP, part),
                        Segment.steady(TIP, part.multipliedBy(4)),
                        new Segment(TIP, PEAK, part),
                        Segment.steady(PEAK, part.multipliedBy(4))),
                Spacing.POISSON);
    }

    /// When a segment begins, after the first one did.
    ///
    /// @param segment its number from 0
    public Duration begin(int segment) {
        return segments.subList(0, segment).stream()
                .map(Segment::lasts)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// Those of them who come in some of the segments; in the others nobody does. Several such
    /// parts of one plan, at the same time, are that plan, and each can be asked how it fared.
    ///
    /// @param which segments, by number from 0
    public Arrivals only(IntPredicate which) {
        return new Arrivals(
                IntStream.range(0, segments.size())
                        .mapToObj(number ->
                                which.test(number)
                                        ? segments.get(number)
                                        : Segment.steady(0, segments.get(number).lasts()))
                        .toList(),
                spacing);
    }

    /// The same with every rate so many times as high.
    public Arrivals times(double factor) {
        return new Arrivals(
                segments.stream()
                        .map(one ->
                                new Segment(one.from() * factor, one.to() * factor, one.lasts()))
                        .toList(),
                spacing);
    }

    /// How long they come.
    public Duration lasts() {
        return segments.stream().map(Segment::lasts).reduce(Duration.ZERO, Duration::plus);
    }

    /// How many are expected in all.
    public double expected() {
        return segments.stream().mapToDouble(Segment::expected).sum();
    }

    /// The lowest rate, a second.
    public double lowest() {
        return segments.stream()
                .mapToDouble(segment -> Math.min(segment.from(), segment.to()))
                .min()
                .orElseThrow();
    }

    /// The highest rate, a second.
    public double highest() {
        return segments.stream()
                .mapToDouble(segment -> Math.max(segment.from(), segment.to()))
                .max()
                .orElseThrow();
    }

    /// The moments, one after another.
    ///
    /// @param random what chance draws from
    public Course course(RandomGenerator random) {
        return new Course(this, random);
    }

    /// The moments of one run. Of one thread.
    public static final class Course {
        private final Arrivals arrivals;
        private final RandomGenerator random;
        private int at;
        private double expectedBefore;
        private long begunNanos;
        private double come;

        private Course(Arrivals arrivals, RandomGenerator random) {
            this.arrivals = arrivals;
            this.random = random;
            this.come = arrivals.spacing == Spacing.EVEN ? -0.5 : 0;
        }

        /// When the next one comes, in nanoseconds since the start; empty when no more do.
        public OptionalLong next() {
            come +=
                    switch (arrivals.spacing) {
                        case POISSON -> random.nextExponential();
                        case EVEN -> 1;
                    };
            while (at < arrivals.segments.size()) {
                Segment segment = arrivals.segments.get(at);
                if (come - expectedBefore < segment.expected()) {
                    double seconds = segment.when(come - expectedBefore);
                    return OptionalLong.of(begunNanos + (long) (seconds * 1e9));
                }
                expectedBefore += segment.expected();
                begunNanos += segment.lasts().toNanos();
                at++;
            }
            return OptionalLong.empty();
        }
    }
}
