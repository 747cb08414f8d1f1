package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Person;

import java.util.concurrent.atomic.AtomicLong;

/// Makes forged signers up, one after another. Safe for any number of threads.
final class Forgers {
    /// Numbers start where no genuine signer's does.
    private static final long FIRST = 1L << 40;

    private final Guise guise;
    private final AtomicLong forgeries = new AtomicLong();

    Forgers(Guise guise) {
        this.guise = guise;
    }

    Person next() {
        long forgery = forgeries.getAndIncrement();
        return guise.person(FIRST + forgery, forgery);
    }
}
