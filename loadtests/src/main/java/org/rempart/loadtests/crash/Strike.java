package org.rempart.loadtests.crash;

import java.time.Duration;

/// One blow.
///
/// @param atMs when, in milliseconds after the campaign's start
/// @param kind what happens
/// @param victim which of the gateways, from 0; 0 for the database
/// @param atWork whether it is put off until a gateway says that it uses the database
/// @param away how long the victim stays dead or frozen; zero for a restart
record Strike(long atMs, Kind kind, int victim, boolean atWork, Duration away) {
    /// What happens, and for how long, in milliseconds.
    enum Kind {
        GATEWAY_KILLED("gateway killed", true, 0, 1_000),
        GATEWAY_RESTARTED("gateway restarted", true, 0, 0),
        GATEWAY_FROZEN("gateway frozen", true, 200, 3_000),
        DATABASE_KILLED("database killed", false, 100, 3_000),
        DATABASE_FROZEN("database frozen", false, 200, 2_000),
        /// For longer than a batch is waited for (`storage.batch-deadline`, 2 s): what it had begun
        /// is in doubt, and may be committed when it wakes.
        DATABASE_HUNG("database hung", false, 2_500, 4_000),
        DATABASE_RESTARTED("database restarted (fast)", false, 0, 0),
        DATABASE_RESET("database restarted (immediate)", false, 0, 0);

        private final String label;
        private final boolean ofGateway;
        private final int awayMsMin;
        private final int awayMsMax;

        Kind(String label, boolean ofGateway, int awayMsMin, int awayMsMax) {
            this.label = label;
            this.ofGateway = ofGateway;
            this.awayMsMin = awayMsMin;
            this.awayMsMax = awayMsMax;
        }

        String label() {
            return label;
        }

        boolean ofGateway() {
            return ofGateway;
        }

        int awayMsMin() {
            return awayMsMin;
        }

        int awayMsMax() {
            return awayMsMax;
        }

        /// Whether it is a SIGKILL.
        boolean kills() {
            return this == GATEWAY_KILLED || this == DATABASE_KILLED;
        }
    }
}
