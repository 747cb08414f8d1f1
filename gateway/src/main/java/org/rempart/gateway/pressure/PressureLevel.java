package org.rempart.gateway.pressure;

import java.time.Duration;
import java.util.Locale;

/// How hard the gateway is pressed, in a word. Each level lets a challenge live shorter, so that
/// work hoarded in quiet times is worth little later.
public enum PressureLevel {
    CALM(0, 100),
    BUSY(0.1, 50),
    ATTACK(0.5, 30),
    SEVERE(0.9, 20);

    /// The load at which it begins: a queue that is half way to refusing is an attack, whoever
    /// sends it.
    private final double from;

    private final int validityPercent;

    PressureLevel(double from, int validityPercent) {
        this.from = from;
        this.validityPercent = validityPercent;
    }

    /// The level of a load.
    public static PressureLevel of(double load) {
        PressureLevel level = CALM;
        for (PressureLevel next : values()) {
            if (load >= next.from) {
                level = next;
            }
        }
        return level;
    }

    /// The load at which it begins.
    public double from() {
        return from;
    }

    /// How long a challenge issued at this level may be used: a share of the calm level's time.
    public Duration validity(Duration calm) {
        return calm.multipliedBy(validityPercent).dividedBy(100);
    }

    /// As operators read it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
