package org.rempart.gateway.intake;

import java.time.Duration;

/// What became of a signature that was submitted.
public sealed interface Outcome {
    /// Durable in the database, now or by an earlier try.
    record Recorded() implements Outcome {}

    /// Durable in this gateway's journal; it reaches the database by itself.
    record Accepted() implements Outcome {}

    /// It was sent and no word came back: whether it was taken is not known, so nothing true can be
    /// answered.
    record InDoubt() implements Outcome {}

    /// It was not taken, and has left no trace.
    sealed interface Refusal extends Outcome {}

    /// Its challenge has bought another signature.
    record Spent() implements Refusal {}

    /// Its challenge expired so long ago that nobody remembers what it bought.
    record Expired() implements Refusal {}

    /// Its petition takes no signatures.
    record NotOpen() implements Refusal {}

    /// The database will not have it, whatever else it takes.
    record Rejected() implements Refusal {}

    /// It would have waited too long.
    record Overloaded(Duration retryAfter) implements Refusal {}

    /// Neither the database nor the journal can be written.
    record Unavailable(Duration retryAfter) implements Refusal {}

    Outcome RECORDED = new Recorded();
    Outcome ACCEPTED = new Accepted();
    Refusal SPENT = new Spent();
    Refusal EXPIRED = new Expired();
    Refusal NOT_OPEN = new NotOpen();
    Refusal REJECTED = new Rejected();
    Outcome IN_DOUBT = new InDoubt();
}
