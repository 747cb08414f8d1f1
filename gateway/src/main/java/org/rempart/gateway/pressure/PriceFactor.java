package org.rempart.gateway.pressure;

/// What the pressure makes of a price: 1 when calm, rising in fine steps to 64 at the level severe,
/// as the table of levels says (1, 4, 16, 64) and without its jumps, so that a client gains little
/// by waiting for a better moment.
public final class PriceFactor {
    /// Powers of four at the loads where levels begin, and straight lines between them: at the
    /// middle of busy a challenge costs four times as much.
    private static final double EXPONENT_AT_ATTACK = 2;

    private static final double EXPONENT_AT_SEVERE = 3;
    private static final double BASE = 4;

    private PriceFactor() {}

    /// From 1 to 64.
    public static double of(double load) {
        double busy = PressureLevel.BUSY.from();
        double attack = PressureLevel.ATTACK.from();
        double severe = PressureLevel.SEVERE.from();
        double exponent =
                load < attack
                        ? EXPONENT_AT_ATTACK * (load - busy) / (attack - busy)
                        : EXPONENT_AT_ATTACK
                                + (EXPONENT_AT_SEVERE - EXPONENT_AT_ATTACK)
                                        * (load - attack)
                                        / (severe - attack);
        return Math.pow(BASE, Math.clamp(exponent, 0, EXPONENT_AT_SEVERE));
    }
}
