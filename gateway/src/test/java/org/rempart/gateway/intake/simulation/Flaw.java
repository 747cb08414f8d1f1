package org.rempart.gateway.intake.simulation;

/// A stand-in that does not do what the real part does. The simulation has to notice each.
enum Flaw {
    NONE,
    /// `synchronous=FULL` is off: an append returns before it is durable.
    APPENDS_ARE_NOT_SYNCED,
    /// One appended row in a thousand is not there.
    JOURNAL_FORGETS_A_ROW,
    /// A sync that failed is reported as if nothing had been written.
    FAILED_SYNC_IS_TAKEN_FOR_NOTHING,
    /// The statement inserts signatures without a claim on their challenges.
    STATEMENT_DOES_NOT_CLAIM,
    /// The statement answers before it is durable, and a restart undoes it.
    COMMITS_ARE_NOT_SYNCED,
    /// A commit whose answer was lost is reported as undone.
    LOST_ANSWER_IS_TAKEN_FOR_UNDONE,
    /// What the drain refuses leaves no record.
    DRAIN_REFUSES_IN_SILENCE,
    /// The count moves with what is answered, not with the rows.
    TALLY_MOVES_WITH_THE_ANSWERS,
    /// A drained signature is refused for having expired since it was promised.
    PROMISES_EXPIRE
}
