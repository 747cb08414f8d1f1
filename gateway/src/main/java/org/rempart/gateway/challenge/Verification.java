package org.rempart.gateway.challenge;

import java.time.Instant;

/// What became of a posted solution.
public sealed interface Verification {

    /// The work is done.
    ///
    /// @param id what single use is keyed on
    /// @param expiresAt the first instant at which this solution is refused as expired, so the
    ///   first at which its id may be forgotten
    /// @param random the random part of its salt
    /// @param tag of the audience it was issued for
    record Solved(ChallengeId id, Instant expiresAt, long random, int tag) implements Verification {
        /// Whether it was issued for that audience.
        public boolean isFor(Audience audience) {
            return audience.tag(random, Primitives.sha256()) == tag;
        }
    }

    /// The work is not there. Refusals carry nothing, so that refusing allocates nothing.
    enum Refused implements Verification {
        /// Not a solution in its one canonical form, or of a challenge that no accepted key signed.
        FORGED,
        /// Of a genuine challenge whose time is over.
        EXPIRED,
        /// Of a genuine challenge, but salt and number do not hash to it.
        UNSOLVED
    }
}
