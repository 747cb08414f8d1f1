package org.rempart.gateway.pressure;

import java.util.function.Supplier;

/// The level of the moment, and why it is what it is.
public final class Pressure {
    /// Shares of the longest wait a signature is admitted with, at which the next level begins: a
    /// queue that is half way to refusing is an attack, whoever sends it.
    private static final double BUSY_FROM = 0.1;

    private static final double ATTACK_FROM = 0.5;
    private static final double SEVERE_FROM = 0.9;

    private static final long PERCENT_SHOWN_MAX = 999;

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

    /// A level, and what it was read from.
    public record Reading(PressureLevel level, Measured measured) {
        /// Why the level is what it is, in words for operators.
        public String reason() {
            if (measured.storageUnavailable()) {
                return "the database does not answer";
            }
            long percent = Math.min(PERCENT_SHOWN_MAX, Math.round(measured.waitShare() * 100));
            return "a signature would wait " + percent + " % of the longest admitted time";
        }
    }

    /// Reads the level now. Safe from any thread.
    public Reading read() {
        Measured now = measured.get();
        return new Reading(level(now), now);
    }

    private static PressureLevel level(Measured now) {
        if (now.storageUnavailable()) {
            return PressureLevel.ATTACK;
        }
        double waitShare = now.waitShare();
        if (waitShare >= SEVERE_FROM) {
            return PressureLevel.SEVERE;
        }
        if (waitShare >= ATTACK_FROM) {
            return PressureLevel.ATTACK;
        }
        return waitShare >= BUSY_FROM ? PressureLevel.BUSY : PressureLevel.CALM;
    }
}
