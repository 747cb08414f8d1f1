package org.rempart.loadtests.verdict;

import org.rempart.loadtests.verdict.Aggregation.Rule;
import org.rempart.loadtests.verdict.Criterion.Of;

/// Whether a volume was as large as it says.
///
/// What a paced one sent is what it offered. One that waits for answers sends as fast as it is
/// answered, and a gateway that holds refusals back makes it send little: that is the gateway's
/// merit and says nothing about the generator. Such a volume was offered if the generator can send
/// as much (its reach, measured in the same run on the same cores) and had time left over, so that
/// it was the gateway that everything waited for.
public final class Offered {
    /// With less time left over, the generator may be what was too slow.
    private static final double IDLE_MIN = 0.1;

    /// Of a rate that somebody set lower than the limit: what a machine may miss of it.
    private static final double OF_RATE = 0.9;

    private Offered() {}

    /// Whether it was.
    ///
    /// @param least requests a second, unless it was told to send fewer
    public static Criterion by(VolumeFigures volume, double least) {
        double limit = Math.min(least, volume.rate() * OF_RATE);
        boolean sent = volume.sentASecond() >= limit;
        boolean waited =
                !volume.kind().equals("paced")
                        && volume.reach() >= limit
                        && volume.idle() >= IDLE_MIN;
        double offered = sent || !waited ? volume.sentASecond() : volume.reach();
        return Criterion.of(
                        Of.GENERATOR,
                        sent || !waited
                                ? "the volume was offered, a second"
                                : "the volume was offered, a second (it waited for the gateway)",
                        "%,.0f".formatted(offered),
                        "≥ %,.0f".formatted(limit),
                        volume.seconds() > 0 && (sent || waited))
                .aggregated(Rule.SUM_AT_LEAST, offered, limit);
    }
}
