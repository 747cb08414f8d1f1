package org.rempart.gateway.storage;

/// What became of a row.
public enum RowOutcome {
    /// It is durable now, or its owner had signed before, which nobody is told.
    RECORDED,
    /// This very signature had been written before.
    KNOWN,
    /// Its challenge has bought another signature.
    SPENT,
    /// Its challenge expired so long ago that nobody remembers whether it was spent.
    EXPIRED,
    /// Its petition takes no signatures (now).
    NOT_OPEN,
    /// From the journal, and its petition had closed meanwhile: durable, and not counted.
    HELD
}
