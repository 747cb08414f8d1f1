package org.rempart.loadtests.verdict;

/// CPU time of a gateway and its database, in seconds: while an attack went on, and behind it.
///
/// @param quietSeconds how long it was looked at without the attack, genuine signers coming as
///   beside it
/// @param quietGateway the gateway's, in that time
/// @param quietDatabase the database's, in that time
/// @param seconds how long it was looked at with it
/// @param gateway the gateway's, in that time
/// @param database the database's, in that time
public record CostFigures(
        double quietSeconds,
        double quietGateway,
        double quietDatabase,
        double seconds,
        double gateway,
        double database) {
    /// The clock of processes ticks in hundredths of a second; less is not seen.
    private static final double TICK_S = 0.01;

    /// What both took while the attack went on.
    public double whole() {
        return Math.max(TICK_S, gateway + database);
    }

    /// What the attack took of that: less what the same time takes without it.
    public double ofAttack() {
        double quiet = (quietGateway + quietDatabase) * seconds / quietSeconds;
        return Math.max(TICK_S, whole() - quiet);
    }
}
