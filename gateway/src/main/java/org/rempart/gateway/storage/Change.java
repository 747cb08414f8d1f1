package org.rempart.gateway.storage;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What one gateway tells the others.
public sealed interface Change {
    /// Signatures of these petitions were written.
    record Counts(Set<Long> petitions) implements Change {}

    /// A petition was created or changed.
    record Petitions() implements Change {}

    /// Anything may have changed: word may have been missed.
    record Everything() implements Change {}

    /// As it travels; a payload of PostgreSQL's NOTIFY holds 8,000 bytes, so a long list of
    /// petitions becomes "everything".
    default String payload() {
        return switch (this) {
            case Counts(Set<Long> petitions) when petitions.size() <= COUNTS_IN_PAYLOAD_MAX ->
                    "counts "
                            + petitions.stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(" "));
            case Petitions() -> "petitions";
            case Counts _, Everything() -> "everything";
        };
    }

    /// Ids of at most 20 characters each: within the payload's bound.
    int COUNTS_IN_PAYLOAD_MAX = 300;

    /// Reads a payload; one that is not understood (of a newer gateway) may mean anything.
    static Change of(String payload) {
        if (payload.equals("petitions")) {
            return new Petitions();
        }
        if (payload.startsWith("counts ")) {
            try {
                return new Counts(
                        Arrays.stream(payload.substring("counts ".length()).split(" ", -1))
                                .map(Long::valueOf)
                                .collect(Collectors.toUnmodifiableSet()));
            } catch (NumberFormatException _) {
                return new Everything();
            }
        }
        return new Everything();
    }
}
