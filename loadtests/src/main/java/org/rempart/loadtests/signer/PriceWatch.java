package org.rempart.loadtests.signer;

/// Is told of every price. Safe for any number of threads.
public interface PriceWatch {
    /// Nobody watches.
    PriceWatch NONE = _ -> {};

    /// A challenge was given.
    ///
    /// @param maxNumber what it asks for: tries at most
    void asked(long maxNumber);
}
