package org.rempart.gateway.source;

import java.util.Arrays;

/// Which networks come up most often, and how often: the Space-Saving algorithm of Metwally,
/// Agrawal and El Abbadi ("Efficient Computation of Frequent and Top-k Elements in Data Streams",
/// ICDT 2005) over counts that fade.
///
/// A network that is not there takes the place of the one with the least count, and that count with
/// it: as its error, which its own may be less by. So a count less its error is never more than the
/// truth, and what makes up more than a sixteenth of all is always there. Fading scales counts and
/// errors alike and leaves both true.
///
/// Whoever uses it holds its monitor.
final class FrequentNetworks {
    static final int ENTRIES = 16;

    private final long[] highs = new long[ENTRIES];
    private final long[] lows = new long[ENTRIES];
    private final double[] counts = new double[ENTRIES];
    private final double[] errors = new double[ENTRIES];

    /// Counts a network by the 128 bits of its first address. Allocates nothing.
    void add(long high, long low) {
        int least = 0;
        for (int i = 0; i < ENTRIES; i++) {
            if (counts[i] > 0 && highs[i] == high && lows[i] == low) {
                counts[i]++;
                return;
            }
            least = counts[i] < counts[least] ? i : least;
        }
        highs[least] = high;
        lows[least] = low;
        errors[least] = counts[least];
        counts[least]++;
    }

    /// Lets everything count for less, by a factor of 0 to 1.
    void fade(double factor) {
        Arrays.setAll(counts, i -> counts[i] * factor);
        Arrays.setAll(errors, i -> errors[i] * factor);
    }

    Source network(int entry) {
        return new Source(highs[entry], lows[entry]);
    }

    /// What is sure of an entry's count; 0 where there is none.
    double sure(int entry) {
        return counts[entry] - errors[entry];
    }
}
