package org.rempart.gateway.pressure;

import java.time.Duration;
import java.util.Locale;

/// How hard the gateway is pressed. Each level asks for four times the work of the one before and
/// lets a challenge live shorter, so that work hoarded in quiet times is worth little later.
public enum PressureLevel {
    CALM(1, Duration.ofMinutes(10)),
    BUSY(4, Duration.ofMinutes(5)),
    ATTACK(16, Duration.ofMinutes(3)),
    SEVERE(64, Duration.ofMinutes(2));

    private final int factor;
    private final Duration validity;

    PressureLevel(int factor, Duration validity) {
        this.factor = factor;
        this.validity = validity;
    }

    /// How long a challenge issued at this level may be used.
    public Duration validity() {
        return validity;
    }

    /// Tries at most (N) for a challenge: the base times this level's factor, and never above the
    /// ceiling.
    public long price(long base, long ceiling) {
        return Math.min(ceiling, base * factor);
    }

    /// As operators read it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
