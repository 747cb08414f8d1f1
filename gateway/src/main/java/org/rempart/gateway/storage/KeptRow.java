package org.rempart.gateway.storage;

import java.time.Instant;

/// A signature that was promised while the database was away.
///
/// @param takenAt when it was promised
/// @param inDoubt it had been sent to the database before, and may be there
public record KeptRow(SignatureRow row, Instant takenAt, boolean inDoubt) {}
