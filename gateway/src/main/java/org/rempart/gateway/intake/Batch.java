package org.rempart.gateway.intake;

import java.util.List;

/// Signatures that are written by one statement. Belongs to its lane's thread.
///
/// @param tries how often it has lost to others
record Batch(List<Entry> entries, int tries) {
    /// Without those that have their outcome.
    Batch left() {
        return new Batch(entries.stream().filter(entry -> !entry.done).toList(), tries);
    }
}
