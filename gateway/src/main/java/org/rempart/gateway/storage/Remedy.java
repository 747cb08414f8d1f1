package org.rempart.gateway.storage;

/// What to do about a batch that was not written.
public enum Remedy {
    /// A conflict of the moment undid it: the same batch can go again at once.
    TRY_AGAIN,
    /// The database is away, or cannot write: keep the signatures until it is back.
    JOURNAL,
    /// The database is well and one of the rows is at fault: find that one, and write the others.
    REFUSE,
    /// The schema or the rights are not what is needed: promise nothing until somebody mends it.
    STOP
}
