package org.rempart.loadtests.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The genuine signers of a run, by when they came.
///
/// @param judged those of them the verdict is about
/// @param byTime all of them, in the order they are shown
public record Crowds(String judged, Map<String, SignerFigures> byTime) {
    private static final String ALONE = "all the time";

    /// @throws IllegalArgumentException when nobody is judged
    public Crowds {
        byTime = Collections.unmodifiableMap(new LinkedHashMap<>(byTime));
        if (!byTime.containsKey(judged)) {
            throw new IllegalArgumentException("nobody came " + judged);
        }
    }

    /// The only ones.
    public static Crowds alone(SignerFigures signers) {
        return new Crowds(ALONE, Map.of(ALONE, signers));
    }

    /// Those the verdict is about.
    public static Crowds judged(String when, SignerFigures signers) {
        return new Crowds(when, Map.of(when, signers));
    }

    /// With others to be shown before these.
    public Crowds after(String when, SignerFigures signers) {
        Map<String, SignerFigures> all = new LinkedHashMap<>();
        all.put(when, signers);
        all.putAll(byTime);
        return new Crowds(judged, all);
    }

    /// Those who came then.
    ///
    /// @throws IllegalArgumentException when nobody did
    public SignerFigures came(String when) {
        SignerFigures signers = byTime.get(when);
        if (signers == null) {
            throw new IllegalArgumentException("nobody came " + when);
        }
        return signers;
    }

    /// Whether there are no others.
    boolean single() {
        return byTime.size() == 1;
    }
}
