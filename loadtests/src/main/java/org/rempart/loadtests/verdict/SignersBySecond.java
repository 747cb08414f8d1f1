package org.rempart.loadtests.verdict;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Takes down what visits of genuine signers came to, second by second, from any thread.
///
/// Visits end now, so only the second that runs needs all its waits, in one histogram; of each
/// earlier one four numbers are kept. A visit that is told of when a later one has been is counted
/// with that.
public final class SignersBySecond {
    /// Two hours, longer than rehearsals are meant to last; visits that end later are counted
    /// everywhere but here.
    static final int SECONDS_MAX = 7_200;

    /// With fewer, the 99th of 100 is no other than the last.
    static final int TAIL_MIN = 100;

    private static final long NANOS = 1_000_000_000;

    /// As of [Latency].
    private static final long NANOS_MAX = 600 * NANOS;

    private static final int DIGITS = 3;

    private final long startNanos;
    private final Histogram waits = new Histogram(NANOS_MAX, DIGITS);
    private final List<Second> past = new ArrayList<>();
    private int ended;

    /// @param startNanos where the axis begins, on the scale of `System.nanoTime()`
    public SignersBySecond(long startNanos) {
        this.startNanos = startNanos;
    }

    private record Second(
            int ended, int gotThrough, @Nullable Double p50Ms, @Nullable Double worstMs) {}

    /// A signature was acknowledged.
    ///
    /// @param nanos when the visit ended, on the scale of `System.nanoTime()`
    /// @param waitedNanos what the signer had waited in all, as of [SignerFigures#waited]
    public synchronized void gotThrough(long nanos, long waitedNanos) {
        if (within(nanos)) {
            ended++;
            waits.recordValue(Math.clamp(waitedNanos, 0, NANOS_MAX));
        }
    }

    /// A signer left, and no signature of theirs was acknowledged.
    public synchronized void gaveUp(long nanos) {
        if (within(nanos)) {
            ended++;
        }
    }

    /// What was seen so far, the second that runs included.
    public synchronized SignerSeconds figures() {
        List<Second> all = new ArrayList<>(past);
        if (ended > 0) {
            all.add(running());
        }
        List<Integer> seconds = new ArrayList<>();
        List<@Nullable Double> p50Ms = new ArrayList<>();
        List<@Nullable Double> worstMs = new ArrayList<>();
        for (Second second : all) {
            seconds.add(seconds.size());
            p50Ms.add(second.p50Ms());
            worstMs.add(second.worstMs());
        }
        return new SignerSeconds(
                seconds,
                all.stream().map(Second::ended).toList(),
                all.stream().map(Second::gotThrough).toList(),
                p50Ms,
                worstMs);
    }

    /// Begins the second of that moment, if it has not begun.
    private boolean within(long nanos) {
        long second = Math.max(0, nanos - startNanos) / NANOS;
        if (second >= SECONDS_MAX) {
            return false;
        }
        while (past.size() < second) {
            past.add(running());
            ended = 0;
            waits.reset();
        }
        return true;
    }

    private Second running() {
        long gotThrough = waits.getTotalCount();
        if (gotThrough == 0) {
            return new Second(ended, 0, null, null);
        }
        return new Second(
                ended,
                (int) gotThrough,
                ms(waits.getValueAtPercentile(50)),
                ms(gotThrough < TAIL_MIN ? waits.getMaxValue() : waits.getValueAtPercentile(99)));
    }

    private static double ms(long nanos) {
        return Math.round(nanos / 1e4) / 100.0;
    }
}
