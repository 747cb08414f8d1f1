package org.rempart.gateway.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what another thread or process will have done soon.
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS_MS = 20;

    private Eventually() {}

    /// Returns when the condition holds, and fails when it does not come to hold.
    public static void holds(BooleanSupplier condition) {
        holdsWithin(PATIENCE, condition);
    }

    /// The same, where it has to be sooner.
    public static void holdsWithin(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come to hold within " + patience);
            }
            try {
                Thread.sleep(BETWEEN_LOOKS_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
