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
    /// At one gateway, as the next.
    SOURCE_BUDGET(1, 1_000_000),
    SOURCE_BUDGET_10M(0, 1_000_000),
    REGRESSION(1, 1_000),
    TIME_FLOOR_S(0, 10_000),

    DRAINED_S("crash", 1, 3_600),

    ANSWER_MS("outage", 1, 60_000),
    NOTICED_S("outage", 1, 600),
    RECORDED_S("outage", 1, 3_600),
    HEAP_GROWTH_MIB("outage", 0, 100_000),

    HEAP_GROWTH("soak", 1, 100),
    HEAP_MIB("soak", 1, 1_000_000),
    FILES_GROWTH("soak", 0, 1_000_000),

    LIFE_S("slow", 1, 600),

    COST_RATIO("workers", 0, 1_000_000),
    COST_FROM_S("workers", 0, 3_600),
    PRICE_MAX("workers", 1, 999_999_999),

    MOMENT_MS("replay", 1, 60_000),

    COUNT_MS("spike", 1, 60_000),

    AT_ONCE("hoard", 0, 1),

    SIGNERS("capacity", 1, 5_000),
    P99_MS("capacity", 10, 30_000);

    private final String section;
    private final int least;
    private final int most;

    Limit(int least, int most) {
        this(LimitsFile.DEFAULTS, least, most);
    }

    /// @param section the rehearsal whose alone it is
    Limit(String section, int least, int most) {
        this.section = section;
        this.least = least;
        this.most = most;
    }

    /// How a file names it.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Where it stands: what is shipped has it there.
    String section() {
        return section;
    }

    /// Whether a section may hold it: each those of every rehearsal, and its own.
    boolean mayStandIn(String other) {
        return section.equals(LimitsFile.DEFAULTS) || section.equals(other);
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

    /// All that may stand in a section, for a sentence.
    static String known(String section) {
        return Arrays.stream(values())
                .filter(limit -> limit.mayStandIn(section))
                .map(Limit::key)
                .collect(Collectors.joining(", "));
    }
}
