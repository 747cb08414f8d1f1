package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Problem;

/// What the gateway said.
///
/// @param status HTTP status
/// @param retryAfterS how long it asks to wait, in seconds; 0 when it does not
record Reply(int status, String body, long retryAfterS) {
    boolean accepts() {
        return status == 201 || status == 202;
    }

    String label() {
        return Problem.label(status, body);
    }
}
