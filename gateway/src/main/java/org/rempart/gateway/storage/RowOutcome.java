package org.rempart.gateway.storage;

/// What became of a row.
public enum RowOutcome {
    /// It is durable, or this very signature already was, or its owner had signed before.
    RECORDED,
    /// Its challenge has bought another signature.
    SPENT,
    /// Its petition takes no signatures (now).
    NOT_OPEN
}
