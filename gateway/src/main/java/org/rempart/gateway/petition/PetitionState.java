package org.rempart.gateway.petition;

import org.rempart.gateway.storage.PetitionRow;

import java.time.Instant;
import java.util.Locale;

/// Whether a petition takes signatures.
public enum PetitionState {
    WAITING,
    OPEN,
    CLOSED;

    /// The state of a petition at an instant: open from `opensAt` until just before `closesAt`.
    public static PetitionState of(PetitionRow petition, Instant now) {
        Instant closesAt = petition.closesAt();
        if (closesAt != null && !now.isBefore(closesAt)) {
            return CLOSED;
        }
        return now.isBefore(petition.opensAt()) ? WAITING : OPEN;
    }

    /// As the public reads it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
