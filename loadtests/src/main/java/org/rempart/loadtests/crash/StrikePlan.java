package org.rempart.loadtests.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// All blows of a campaign, in their order. The same seed, number of kills and number of gateways
/// give the same plan on every machine: [Random] is one algorithm by its specification.
public final class StrikePlan {
    /// How much of a campaign each SIGKILL gets: time for its victim to come back, and for a part
    /// of the others to hit it while it does.
    private static final int MS_A_KILL = 3_000;

    /// Nothing happens before the first signers have come.
    private static final int QUIET_MS = 1_000;

    /// Blows that are no SIGKILL, for each that is.
    private static final double OTHERS_A_KILL = 0.6;

    /// SIGKILLs that hit a gateway; the others hit the database, which comes back sooner.
    private static final double GATEWAYS_SHARE = 0.4;

    private final List<Strike> strikes;
    private final Duration lasts;

    private StrikePlan(List<Strike> strikes, Duration lasts) {
        this.strikes = List.copyOf(strikes);
        this.lasts = lasts;
    }

    /// Draws a plan.
    ///
    /// @param kills SIGKILLs in it
    /// @param gateways how many there are to be hit
    public static StrikePlan of(long seed, int kills, int gateways) {
        Random random = new Random(seed);
        List<Strike.Kind> kinds = new ArrayList<>();
        int gatewayKills = (int) Math.round(kills * GATEWAYS_SHARE);
        for (int i = 0; i < kills; i++) {
            kinds.add(i < gatewayKills ? Strike.Kind.GATEWAY_KILLED : Strike.Kind.DATABASE_KILLED);
        }
        List<Strike.Kind> others =
                Arrays.stream(Strike.Kind.values()).filter(kind -> !kind.kills()).toList();
        for (int i = 0; i < Math.round(kills * OTHERS_A_KILL); i++) {
            kinds.add(others.get(i % others.size()));
        }
        Collections.shuffle(kinds, random);
        int lastMs = Math.max(kills * MS_A_KILL, 2 * QUIET_MS);
        List<Strike> strikes =
                kinds.stream()
                        .map(kind -> strike(kind, lastMs, gateways, random))
                        .sorted(Comparator.comparingLong(Strike::atMs))
                        .toList();
        return new StrikePlan(strikes, Duration.ofMillis(lastMs));
    }

    private static Strike strike(Strike.Kind kind, int lastMs, int gateways, Random random) {
        return new Strike(
                random.nextInt(QUIET_MS, lastMs),
                kind,
                kind.ofGateway() ? random.nextInt(gateways) : 0,
                kind == Strike.Kind.DATABASE_HUNG || (!kind.ofGateway() && random.nextBoolean()),
                Duration.ofMillis(random.nextInt(kind.awayMsMin(), kind.awayMsMax() + 1)));
    }

    List<Strike> strikes() {
        return strikes;
    }

    /// How long it takes, but for the last victims' coming back.
    public Duration lasts() {
        return lasts;
    }
}
