package org.rempart.gateway.storage.journal;

import org.rempart.gateway.storage.KeptRow;

/// A row of the journal.
///
/// @param id grows with time and is never used again
public record JournaledRow(long id, KeptRow kept) {}
