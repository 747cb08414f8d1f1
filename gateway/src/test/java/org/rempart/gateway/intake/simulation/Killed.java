package org.rempart.gateway.intake.simulation;

/// The end of a gateway in the middle of a write to its disk.
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed in the middle of a write", null, false, false);
    }
}
