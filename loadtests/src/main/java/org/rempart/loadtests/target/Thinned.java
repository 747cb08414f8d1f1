package org.rempart.loadtests.target;

import java.util.ArrayList;
import java.util.List;

/// Samples of a run of any length in bounded memory: when there is no room for one more, every
/// second one is dropped, and they are to be taken half as often from then on. The first one always
/// stays. Not safe for more than one thread.
final class Thinned<T> {
    private final int samplesMax;
    private final List<T> samples = new ArrayList<>();
    private long stride = 1;

    /// @param samplesMax an even number, so that the next one fits the wider interval
    Thinned(int samplesMax) {
        this.samplesMax = samplesMax;
    }

    void add(T sample) {
        if (samples.size() == samplesMax) {
            halve();
        }
        samples.add(sample);
    }

    /// How many times the first interval lies between two samples now: 1, 2, 4 …
    long stride() {
        return stride;
    }

    List<T> samples() {
        return List.copyOf(samples);
    }

    private void halve() {
        List<T> kept = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += 2) {
            kept.add(samples.get(i));
        }
        samples.clear();
        samples.addAll(kept);
        stride *= 2;
    }
}
