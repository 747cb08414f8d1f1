package org.rempart.loadtests.volume;

import java.util.Locale;

/// How a volume of requests is driven.
public enum VolumeKind {
    /// Kept connections, each of which sends its next request as soon as the last is answered.
    CLOSED(500, 1),
    /// The same with several requests in one write, and the next ones when all are answered.
    PIPELINED(500, 16),
    /// A rate that is kept whatever comes back. An answer that takes longer than a second is given
    /// up: the connection is closed and another opened at once. The kind that never waits.
    PACED(2_000, 16);

    private final int connections;
    private final int depth;

    VolumeKind(int connections, int depth) {
        this.connections = connections;
        this.depth = depth;
    }

    /// Connections it keeps when nobody says how many.
    public int connections() {
        return connections;
    }

    /// Requests that may wait for their answers on one connection.
    int depth() {
        return depth;
    }

    /// Its name in settings and reports.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
