package org.rempart.loadtests.verdict;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A distribution of durations, in milliseconds.
public record Percentiles(
        @JsonProperty("count") long count,
        @JsonProperty("p50_ms") double p50,
        @JsonProperty("p90_ms") double p90,
        @JsonProperty("p99_ms") double p99,
        @JsonProperty("p99_9_ms") double p999,
        @JsonProperty("max_ms") double max) {
    /// No duration was recorded.
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0);
}
