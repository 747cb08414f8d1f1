package org.rempart.loadtests.verdict;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// A signature as the gateway's operator side lists it.
///
/// @param receipt the opaque receipt
/// @param state `counted`, `pending`, `held`, `set_aside` or `withdrawn`
/// @param country ISO 3166-1 alpha-2
/// @param recordedAt by the database's clock, when the transaction began that wrote it
public record Row(String receipt, String state, String country, Instant recordedAt) {
    static final String COUNTED = "counted";

    boolean isCounted() {
        return state.equals(COUNTED);
    }

    /// Most counted rows that one source has.
    ///
    /// @param sources the number of the source, by receipt
    public static long mostCounted(Map<String, Integer> sources, Collection<Row> rows) {
        Map<Integer, Long> counted = new HashMap<>();
        for (Row row : rows) {
            Integer source = sources.get(row.receipt());
            if (source != null && row.isCounted()) {
                counted.merge(source, 1L, Long::sum);
            }
        }
        return counted.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
