package org.rempart.gateway.pressure;

import java.util.function.Supplier;

/// The level of the moment, and why it is what it is.
public final class Pressure {
    /// Shares of the longest wait a signature is admitted with, at which the next level begins: a
    /// queue that is half way to refusing is an attack, whoever sends it.
    private static final double BUSY_FROM = 0.1;

    private static final double ATTACK_FROM = 0.5;
    private static final double SEVERE_FROM = 0.9;

    private final Supplier<Measured> measured;

    /// Reads from that measurement at each call.
    public Pressure(Supplier<Measured> measured) {
        this.measured = measured;
    }

    /// What is measured.
    ///
    /// @param waitShare expected wait of the next signature, as a share of the longest one admitted
    /// @param storageUnavailable the breaker of the database is not closed
    public record Measured(double waitShare, boolean storageUnavailable) {}

    /// A level and its reason, in words for operators.
    public record Reading(PressureLevel level, String reason) {}

    /// Reads the level now. Safe from any thread.
    public Reading read() {
        Measured now = measured.get();
        if (now.storageUnavailable()) {
            return new Reading(PressureLevel.ATTACK, "the database does not answer");
        }
        int percent = (int) Math.min(999, Math.round(now.waitShare() * 100));
        return new Reading(
                level(now.waitShare()),
                "a signature would wait " + percent + " % of the longest admitted time");
    }

    private static PressureLevel level(double waitShare) {
        if (waitShare >= SEVERE_FROM) {
            return PressureLevel.SEVERE;
        }
        if (waitShare >= ATTACK_FROM) {
            return PressureLevel.ATTACK;
        }
        return waitShare >= BUSY_FROM ? PressureLevel.BUSY : PressureLevel.CALM;
    }
}
