package org.rempart.gateway.pressure;

/// What is consumed of the gateway's capacity.
///
/// @param waitShare expected wait of the next signature, as a share of the longest one admitted
/// @param journalShare what the journal holds, as a share of what it may
/// @param databaseAway signatures go to the journal
/// @param nothingTaken neither the database nor the journal takes any
/// @param loopDelayMs standing delay of the latest event loop, milliseconds
/// @param heapShare live data after a collection, as a share of the heap
public record Measured(
        double waitShare,
        double journalShare,
        boolean databaseAway,
        boolean nothingTaken,
        double loopDelayMs,
        double heapShare) {

    /// An idle gateway.
    public static final Measured IDLE = new Measured(0, 0, false, false, 0, 0);
}
