package org.rempart.loadtests.verdict;

/// Batches whose commit nobody had heard of, as gateways counted them, and what became of their
/// rows.
///
/// @param batches batches in doubt
/// @param committed rows that turned out to be in the database
/// @param notCommitted rows that turned out not to be
/// @param unanswered rows whose signer was told neither
public record InDoubt(long batches, long committed, long notCommitted, long unanswered) {
    public static final InDoubt NONE = new InDoubt(0, 0, 0, 0);

    /// These and those.
    public InDoubt plus(InDoubt other) {
        return new InDoubt(
                batches + other.batches,
                committed + other.committed,
                notCommitted + other.notCommitted,
                unanswered + other.unanswered);
    }
}
