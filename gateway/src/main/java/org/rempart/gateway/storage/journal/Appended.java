package org.rempart.gateway.storage.journal;

/// What became of a signature that was handed to the journal.
public enum Appended {
    /// It is on disk, now or since an earlier try of the same signature.
    KEPT,
    /// Its challenge is there with another signature.
    SPENT,
    /// The journal holds all it may; nothing of the signature is there.
    FULL,
    /// The disk does not take it; nothing of the signature is there.
    FAILED,
    /// The disk took it and did not say that it will keep it: it may turn up again.
    IN_DOUBT
}
