package org.rempart.gateway.storage;

import java.util.Locale;

/// Why a signature is recorded and not counted.
public enum Hold {
    /// Its source has had more signatures counted than one source is trusted for.
    SOURCE_OVER_BUDGET,
    /// It was promised while the database was away, and its petition had closed by the time it got
    /// there.
    PETITION_CLOSED;

    /// The column `held_for`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
