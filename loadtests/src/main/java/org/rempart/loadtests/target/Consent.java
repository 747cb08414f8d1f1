package org.rempart.loadtests.target;

import java.time.Instant;

/// What the gateway said to being flooded.
public sealed interface Consent {
    /// It agrees.
    ///
    /// @param maximumRate requests a second it agrees to, at most
    /// @param until when its agreement ends
    record Granted(int maximumRate, Instant until) implements Consent {}

    /// It does not, or not to this: nothing may be sent.
    ///
    /// @param why a sentence for the operator
    record Refused(String why) implements Consent {}

    /// It has too much to do to say.
    ///
    /// @param status what it answered
    record Busy(int status) implements Consent {}

    /// It did not answer.
    record Silent() implements Consent {}
}
