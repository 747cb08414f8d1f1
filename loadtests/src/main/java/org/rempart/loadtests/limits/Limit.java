package org.rempart.loadtests.limits;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A threshold and what it may be, both ends included. `limits.yaml` says what each is for.
public enum Limit {
    SUCCESS_RATE(0, 1),
    COUNTED_RATE(0, 1),
    WAIT_RATIO(1, 1_000),
    WAIT_RATIO_PACED(1, 1_000),
    WAIT_FLOOR_MS(1, 10_000),
    LATENESS_P99_MS(1, 60_000),
    USERS_STARTED(0, 1),
    /// A gateway consents to 50,000 requests a second.
    OFFERED(1, 50_000),
    REGRESSION(1, 1_000);

    private final int least;
    private final int most;

    Limit(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /// How a file names it.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    static Optional<Limit> of(String key) {
        return Arrays.stream(values()).filter(limit -> limit.key().equals(key)).findFirst();
    }

    /// All there are, for a sentence.
    static String known() {
        return Arrays.stream(values()).map(Limit::key).collect(Collectors.joining(", "));
    }
}
