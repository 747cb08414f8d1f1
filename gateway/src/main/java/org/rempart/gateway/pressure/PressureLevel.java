package org.rempart.gateway.pressure;

import java.time.Duration;
import java.util.Locale;

/// How hard the gateway is pressed. Each level asks for four times the work of the one before and
/// lets a challenge live shorter, so that work hoarded in quiet times is worth little later.
public enum PressureLevel {
    CALM(1, 100),
    BUSY(4, 50),
    ATTACK(16, 30),
    SEVERE(64, 20);

    private final int factor;
    private final int validityPercent;

    PressureLevel(int factor, int validityPercent) {
        this.factor = factor;
        this.validityPercent = validityPercent;
    }

    /// How long a challenge issued at this level may be used: a share of the calm level's time.
    public Duration validity(Duration calm) {
        return calm.multipliedBy(validityPercent).dividedBy(100);
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
