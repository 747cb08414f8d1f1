package org.rempart.gateway.pressure;

import java.util.function.Supplier;

/// The level of the moment, and why it is what it is.
public final class Pressure {
    /// Shares of the longest wait a signature is admitted with, or of what the journal may hold, at
    /// which the next level begins: a queue that is half way to refusing is an attack, whoever
    /// sends it.
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
    /// @param journalShare what the journal holds, as a share of what it may
    /// @param databaseAway signatures go to the journal
    /// @param nothingTaken neither the database nor the journal takes any
    public record Measured(
            double waitShare, double journalShare, boolean databaseAway, boolean nothingTaken) {}

    /// A level, and what it was read from.
    public record Reading(PressureLevel level, Measured measured) {
        /// Why the level is what it is, in words for operators.
        public String reason() {
            if (measured.nothingTaken()) {
                return "neither the database nor the journal takes signatures";
            }
            if (measured.journalShare() >= Math.max(measured.waitShare(), BUSY_FROM)) {
                return "the journal holds " + percent(measured.journalShare()) + " of what it may";
            }
            if (measured.databaseAway()) {
                return "the database is away, and the journal takes the signatures";
            }
            return "a signature would wait "
                    + percent(measured.waitShare())
                    + " of the longest admitted time";
        }

        private static String percent(double share) {
            return Math.min(PERCENT_SHOWN_MAX, Math.round(share * 100)) + " %";
        }
    }

    /// Reads the level now. Safe from any thread.
    public Reading read() {
        Measured now = measured.get();
        return new Reading(level(now), now);
    }

    private static PressureLevel level(Measured now) {
        double share = Math.max(now.waitShare(), now.journalShare());
        if (share >= SEVERE_FROM) {
            return PressureLevel.SEVERE;
        }
        if (share >= ATTACK_FROM || now.nothingTaken()) {
            return PressureLevel.ATTACK;
        }
        return share >= BUSY_FROM || now.databaseAway() ? PressureLevel.BUSY : PressureLevel.CALM;
    }
}
