package org.rempart.gateway.intake.simulation;

import java.time.Instant;
import java.time.InstantSource;

/// What everything in one simulation shares.
record World(
        SimulatedTime time,
        Chance chance,
        Course course,
        SimulatedDatabase database,
        Ledger ledger) {

    /// A wall clock that is wrong by so much.
    InstantSource clock(long wrongByNanos) {
        return () -> Instant.EPOCH.plusNanos(time.now() + wrongByNanos);
    }
}
