package org.rempart.loadtests.signer;

/// A form that is ready to be posted, or not.
sealed interface Prepared {
    /// It is.
    ///
    /// @param body the whole form, work included
    /// @param solution the work it holds
    record Form(String body, Solution solution) implements Prepared {}

    /// It is not.
    ///
    /// @param outcome why not
    record Not(Outcome outcome) implements Prepared {}
}
