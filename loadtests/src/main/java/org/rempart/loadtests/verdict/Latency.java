package org.rempart.loadtests.verdict;

import org.HdrHistogram.ConcurrentHistogram;

/// Durations of one kind, recorded from any thread. High dynamic range after Gil Tene's
/// HdrHistogram, so that the tail is as exact as the middle.
public final class Latency {
    /// Longer than any bounded wait of a signer; what exceeds it is recorded as this.
    private static final long NANOS_MAX = 600_000_000_000L;

    /// Three digits: a millisecond in a second.
    private static final int DIGITS = 3;

    private final ConcurrentHistogram histogram = new ConcurrentHistogram(NANOS_MAX, DIGITS);

    /// Records a duration; a negative one, of a clock read twice in one tick, counts as none.
    public void record(long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, NANOS_MAX));
    }

    /// The percentiles so far.
    public Percentiles percentiles() {
        return percentilesAbove(0);
    }

    /// The percentiles, counted from a base instead of zero.
    public Percentiles percentilesAbove(long base) {
        return new Percentiles(
                histogram.getTotalCount(),
                ms(histogram.getValueAtPercentile(50), base),
                ms(histogram.getValueAtPercentile(90), base),
                ms(histogram.getValueAtPercentile(99), base),
                ms(histogram.getValueAtPercentile(99.9), base),
                ms(histogram.getMaxValue(), base));
    }

    private static double ms(long nanos, long base) {
        return Math.round(Math.max(0, nanos - base) / 1e4) / 100.0;
    }
}
