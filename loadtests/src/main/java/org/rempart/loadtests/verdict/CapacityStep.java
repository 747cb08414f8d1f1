package org.rempart.loadtests.verdict;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/// One rate of genuine signers that was tried, and whether it held.
///
/// @param rate signers a second
/// @param of what did not hold; [Of#NOTHING] when it held
/// @param why the same as a part of a sentence; empty when it held
/// @param success part of them that was acknowledged, 0 to 1
/// @param p99Ms what 99 of 100 waited, in milliseconds
/// @param generatorCores processors that the generator kept busy
/// @param gatewayCores processors that the gateway kept busy; negative where nobody said it
public record CapacityStep(
        double rate,
        Of of,
        String why,
        double success,
        double p99Ms,
        double generatorCores,
        double gatewayCores) {
    /// Processes that use as much of the machine leave nobody any.
    private static final double USED_UP = 0.85;

    /// Of what may be waited, the part that may be the generator's own lateness.
    private static final double OWN_PART_MAX = 0.5;

    /// What may give out.
    public enum Of {
        NOTHING,
        /// It could not send what it should have, or took the processors that the gateway needed.
        GENERATOR,
        GATEWAY
    }

    /// What else is known of a step.
    ///
    /// @param pressed what the gateway said of itself when it was pressed most, as a part of a
    ///   sentence
    /// @param queueRowsMost signatures that waited for the database, at most
    /// @param generatorCores processors that the generator kept busy
    /// @param gatewayCores processors that the gateway kept busy; negative where nobody said it
    /// @param cores processors that both may use
    public record Circumstances(
            String pressed,
            long queueRowsMost,
            double generatorCores,
            double gatewayCores,
            int cores) {
        private boolean generatorTookThem() {
            return gatewayCores >= 0
                    && generatorCores > gatewayCores
                    && generatorCores + gatewayCores >= cores * USED_UP;
        }
    }

    /// Judges a step.
    ///
    /// @param p99Ms what 99 of 100 may wait
    /// @param successRate least part of them that must be acknowledged
    public static CapacityStep of(
            double rate,
            SignerFigures signers,
            Circumstances seen,
            double p99Ms,
            double successRate) {
        boolean late = signers.lateness().p99() > p99Ms * OWN_PART_MAX;
        boolean served = signers.successRate() >= successRate && signers.waited().p99() <= p99Ms;
        Of of;
        String why;
        if (signers.dropped() > 0 || late) {
            of = Of.GENERATOR;
            why =
                    String.format(
                            Locale.ROOT,
                            "the generator: it dropped %,d of %,d and was %,.0f ms late (p99)",
                            signers.dropped(),
                            signers.due(),
                            signers.lateness().p99());
        } else if (served) {
            of = Of.NOTHING;
            why = "";
        } else if (seen.generatorTookThem()) {
            of = Of.GENERATOR;
            why =
                    String.format(
                            Locale.ROOT,
                            "the generator: it took %.1f of %d processors, and the gateway %.1f",
                            seen.generatorCores(),
                            seen.cores(),
                            seen.gatewayCores());
        } else {
            of = Of.GATEWAY;
            why = gateway(signers, seen, successRate);
        }
        return new CapacityStep(
                rate,
                of,
                why,
                signers.successRate(),
                signers.waited().p99(),
                seen.generatorCores(),
                seen.gatewayCores());
    }

    public boolean held() {
        return of == Of.NOTHING;
    }

    private static String gateway(SignerFigures signers, Circumstances seen, double successRate) {
        String what =
                signers.successRate() < successRate
                        ? "the gateway's answers: %s".formatted(mostMet(signers.gaveUp()))
                        : String.format(
                                Locale.ROOT,
                                "the gateway's pace: p99 of %,.0f ms, most of it for the %s",
                                signers.waited().p99(),
                                slowest(signers));
        String queue =
                seen.queueRowsMost() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; up to %,d signatures waited for the database",
                                seen.queueRowsMost());
        return what + "; it said: " + seen.pressed() + queue;
    }

    private static String mostMet(Map<String, Long> gaveUp) {
        return gaveUp.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(met -> met.getKey() + ", " + met.getValue() + " times")
                .orElse("none");
    }

    private static String slowest(SignerFigures signers) {
        return Map.of(
                        "page", signers.page().p99(),
                        "challenge", signers.challenge().p99(),
                        "post", signers.post().p99())
                .entrySet()
                .stream()
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }

    Table.Fact fact() {
        String gateway =
                gatewayCores < 0 ? "" : String.format(Locale.ROOT, ", gateway %.1f", gatewayCores);
        return Table.fact(
                String.format(Locale.ROOT, "%,.0f a second", rate),
                "%s; %.2f %% acknowledged, p99 %,.0f ms, processors: generator %.1f%s",
                held() ? "held" : why,
                success * 100,
                p99Ms,
                generatorCores,
                gateway);
    }
}
