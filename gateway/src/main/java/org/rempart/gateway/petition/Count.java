package org.rempart.gateway.petition;

import java.time.Instant;
import java.util.Map;

/// What is counted for a petition at an instant; the countries add up to the total, because the
/// total is their sum.
///
/// @param asOf by the database's clock
public record Count(Instant asOf, long total, Map<String, Long> byCountry) {
    static final Count NONE = new Count(Instant.EPOCH, 0, Map.of());

    static Count of(Instant asOf, Map<String, Long> byCountry) {
        return new Count(
                asOf,
                byCountry.values().stream().mapToLong(Long::longValue).sum(),
                Map.copyOf(byCountry));
    }
}
