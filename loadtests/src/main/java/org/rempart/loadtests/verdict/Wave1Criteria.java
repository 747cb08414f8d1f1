package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.atMost;
import static org.rempart.loadtests.verdict.Criteria.some;

import org.rempart.loadtests.verdict.Aggregation.Rule;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a gateway under a wave of forged signatures is judged by.
public final class Wave1Criteria {
    /// What came, as the evidence calls it.
    public static final String WAVE = "wave";

    /// What an IPv4 /24 has of every budget of its sources.
    private static final int SOURCES_A_NETWORK = 64;

    /// With a smaller part of the challenges refused it was not the gateway that held them back.
    private static final double HELD_BACK_MIN = 0.01;

    private Wave1Criteria() {}

    /// What came, for the verdict's sentence.
    public static String threat(WaveFigures wave) {
        return String.format(
                Locale.ROOT,
                "%,d servers that forged %,d signatures under few names and did the work for each",
                wave.forgers().sources(),
                wave.begun());
    }

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        WaveFigures wave = evidence.part(WAVE, WaveFigures.class);
        WorkersFigures forgers = wave.forgers();
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(WorkersCriteria.budget(forgers, limits));
        all.add(
                atMost(
                                Of.SERVICE,
                                "no network gets more than its budget counted",
                                forgers.counted(),
                                budgetOfNetworks(wave, limits))
                        .aggregated(
                                wave.networks() == 1 ? Rule.SHARED_AT_MOST : Rule.EACH_AT_MOST,
                                forgers.counted(),
                                wave.networks() * budgetOfNetwork(wave, limits))
                        .advising(
                                "Servers of one owner got more counted together than their"
                                        + " networks may. See budget.signatures, and that proxies"
                                        + " in front hand on the sender's address."));
        all.add(Criteria.success(evidence.signers(), limits.successRate()));
        all.add(Criteria.counted(evidence.states(), limits.countedRate()));
        all.addAll(Criteria.came("wave", evidence.signers(), limits.latenessP99Ms()));
        all.add(begun(wave, limits));
        all.add(some(Of.GENERATOR, "forgers posted", wave.posted()));
        return all;
    }

    private static long budgetOfNetworks(WaveFigures wave, Limits limits) {
        return Math.min(
                wave.forgers().sources() * limits.ofOneSource(wave.forgers().seconds()),
                wave.networks() * budgetOfNetwork(wave, limits));
    }

    /// Of one /24, which all machines may have sources in.
    private static long budgetOfNetwork(WaveFigures wave, Limits limits) {
        return SOURCES_A_NETWORK * limits.ofOneSource(wave.forgers().seconds());
    }

    /// Who is refused a challenge waits as long as the refusal says. Forgeries that fall to nobody
    /// because so many wait are the gateway's merit: the signers, of the same process, say whether
    /// the generator was late.
    private static Criterion begun(WaveFigures wave, Limits limits) {
        boolean onTime =
                wave.begun() >= wave.due() * limits.usersStarted()
                        && wave.lateness().p99() <= limits.latenessP99Ms();
        boolean heldBack =
                wave.challengesRefused() >= Math.max(1, wave.challengesAsked() * HELD_BACK_MIN);
        return Criterion.of(
                Of.GENERATOR,
                onTime || !heldBack
                        ? "forgeries were begun on time (p99)"
                        : "forgeries were begun on time (the gateway held them back)",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d, %.0f ms",
                        wave.begun(),
                        wave.due(),
                        wave.lateness().p99()),
                String.format(
                        Locale.ROOT,
                        "≥ %s, ≤ %.0f ms",
                        Criteria.percent(limits.usersStarted()),
                        limits.latenessP99Ms()),
                wave.begun() > 0 && (onTime || heldBack));
    }
}
