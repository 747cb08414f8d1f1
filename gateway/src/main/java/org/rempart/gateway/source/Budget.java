package org.rempart.gateway.source;

import java.util.Locale;

/// What a source has a budget of. The names are those of settings (`budget.failed-work`), metrics
/// and status (`failed_work`).
public enum Budget {
    /// New connections opened.
    CONNECTIONS,

    /// Requests of any kind.
    REQUESTS,

    /// Challenges issued.
    CHALLENGES,

    /// Work that was none: forged, expired, unsolved, spent or malformed.
    FAILED_WORK,

    /// Signatures accepted and counted.
    SIGNATURES,

    /// Signatures beyond those: recorded, not counted.
    HELD_SIGNATURES,

    /// Refusals held back that the client did not wait for.
    ABANDONED_WAITS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// The name in snake case.
    public String label() {
        return label;
    }
}
