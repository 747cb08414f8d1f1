/// Is the work done? Issues ALTCHA v1 challenges and checks the solutions that come back, in the
/// order that refuses soonest.
///
/// The room may use the JDK and nothing else; keys, clock and randomness are handed to it. It must
/// not know people, petitions, HTTP or where keys are kept. What a challenge costs whom is decided
/// by whoever calls [ChallengeIssuer]; that a solution buys one signature only is enforced by
/// whoever stores it, on the [ChallengeId].
@NullMarked
package org.rempart.gateway.challenge;

import org.jspecify.annotations.NullMarked;
