package org.rempart.gateway.intake;

import java.time.Duration;

/// What became of a signature that was submitted.
public sealed interface Outcome {
    /// Durable in the database, now or by an earlier try.
    record Recorded() implements Outcome {}

    /// Its challenge has bought another signature.
    record Spent() implements Outcome {}

    /// Its petition takes no signatures.
    record NotOpen() implements Outcome {}

    /// It would have waited too long; it was not taken.
    record Overloaded(Duration retryAfter) implements Outcome {}

    /// The database cannot be written; it was not taken.
    record Unavailable(Duration retryAfter) implements Outcome {}

    Outcome RECORDED = new Recorded();
    Outcome SPENT = new Spent();
    Outcome NOT_OPEN = new NotOpen();
}
