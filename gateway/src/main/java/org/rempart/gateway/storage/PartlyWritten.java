package org.rempart.gateway.storage;

import java.io.Serial;

/// A statement of a batch was committed and a later one failed: whatever the later one failed with,
/// the batch as a whole is in doubt.
final class PartlyWritten extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final Throwable rest;

    PartlyWritten(Throwable rest) {
        super(rest);
        this.rest = rest;
    }

    /// What the later statement failed with.
    Throwable rest() {
        return rest;
    }
}
