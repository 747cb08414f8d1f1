package org.rempart.loadtests.signer;

/// How a signer's visit ended.
public sealed interface Outcome {
    /// The gateway took the signature.
    ///
    /// @param status 201 or 202
    record Acknowledged(String receipt, int status) implements Outcome {}

    /// It did not, and said so.
    ///
    /// @param last what the signer met last
    record GaveUp(String last) implements Outcome {}

    /// The signature was posted, and no answer said what became of it.
    ///
    /// @param last what the signer met last
    record Unanswered(String last) implements Outcome {}

    /// The generator could not send the signer: it has no time left, or too many solve already.
    record Dropped() implements Outcome {}
}
