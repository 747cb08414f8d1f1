package org.rempart.loadtests.verdict;

/// One thing a rehearsal is judged by.
///
/// @param of what it judges
/// @param name what must hold, as a sentence
/// @param figure what was seen
/// @param limit what is allowed
/// @param passed whether it holds
public record Criterion(Of of, String name, String figure, String limit, boolean passed) {
    /// What a criterion judges.
    public enum Of {
        /// Whether the count is true: a failure counts whatever the generator did.
        TRUTH,
        /// Whether the rehearsal was what it says: a failure makes it mean nothing.
        GENERATOR,
        /// Whether genuine people got through: means nothing when the generator failed.
        SERVICE
    }
}
