package org.rempart.loadtests.worker;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What was hoarded, and what it bought. Prices and CPU time are those at full scale: the solving
/// is simulated.
///
/// @param sources source addresses
/// @param gateways gateways it was released on
/// @param challenges whether challenges were asked for as planned
/// @param collected challenges that were given
/// @param solved solutions in hand when all was released
/// @param posted posts, one for each solution
/// @param recorded answers 201
/// @param accepted answers 202
/// @param refused the others, by status and `code`, or by what was met instead
/// @param sendingS seconds from the first post to the last
/// @param postedInFirstSecond posts within the first second of that
/// @param cpuSeconds CPU time that solving took
/// @param meanPrice tries at most (N) of what was solved, on average
/// @param states states of their rows
public record HoardFigures(
        int sources,
        int gateways,
        TempoFigures challenges,
        long collected,
        long solved,
        long posted,
        long recorded,
        long accepted,
        Map<String, Long> refused,
        double sendingS,
        long postedInFirstSecond,
        double cpuSeconds,
        double meanPrice,
        Map<String, Long> states) {
    private static final String EXPIRED = "403 challenge_expired";

    private static final String COUNTED = "counted";

    private static final String HELD = "held";

    public HoardFigures {
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
        states = Collections.unmodifiableMap(new TreeMap<>(states));
    }

    /// Solutions that came too late.
    @JsonProperty
    public long expired() {
        return refused.getOrDefault(EXPIRED, 0L);
    }

    /// Rows that are counted.
    @JsonProperty
    public long counted() {
        return states.getOrDefault(COUNTED, 0L);
    }

    /// Rows that are there and not counted.
    @JsonProperty
    public long held() {
        return states.getOrDefault(HELD, 0L);
    }
}
