package org.rempart.gateway.intake.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// What everything in one simulation shares.
record World(
        SimulatedTime time,
        Chance chance,
        Course course,
        SimulatedDatabase database,
        Ledger ledger) {

    /// A wall clock that is wrong by so much.
    Clock clock(long wrongByNanos) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.EPOCH.plusNanos(time.now() + wrongByNanos);
            }
        };
    }
}
