package org.rempart.loadtests.verdict;

import java.util.Map;

/// The figures the public sees.
///
/// @param count `signature_count` of `count.json`
/// @param petitionCount `signature_count` of `{slug}.json`
/// @param byCountry `signatures_by_country` of `{slug}.json`, by country code
public record Published(long count, long petitionCount, Map<String, Long> byCountry) {
    public Published {
        byCountry = Map.copyOf(byCountry);
    }
}
