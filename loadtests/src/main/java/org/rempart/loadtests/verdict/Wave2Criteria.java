package org.rempart.loadtests.verdict;

import java.util.ArrayList;
import java.util.List;

/// What a gateway under a flood from thousands of addresses is judged by.
public final class Wave2Criteria {
    /// Without these it was another wave than the one that is rehearsed.
    private static final List<String> NEEDED =
            List.of("page", "challenge", "forged", "expired", "replayed", "oversized");

    private Wave2Criteria() {}

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        VolumeFigures volume = evidence.part(VolumeCriteria.VOLUME, VolumeFigures.class);
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.addAll(VolumeCriteria.service(evidence, volume.accepted(), limits));
        all.addAll(VolumeCriteria.generator(evidence, limits));
        all.add(
                VolumeCriteria.tried(
                        NEEDED.stream().filter(kind -> volume.sent(kind) == 0).toList()));
        return all;
    }
}
