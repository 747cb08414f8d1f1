package org.rempart.loadtests.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.rempart.loadtests.verdict.AttackFigures;
import org.rempart.loadtests.verdict.CrashCriteria;
import org.rempart.loadtests.verdict.CrashFigures;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.FloodCriteria;
import org.rempart.loadtests.verdict.InDoubt;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.OutageCriteria;
import org.rempart.loadtests.verdict.OutageFigures;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Published;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.SlowCriteria;
import org.rempart.loadtests.verdict.SlowFigures;
import org.rempart.loadtests.verdict.SoakCriteria;
import org.rempart.loadtests.verdict.SoakFigures;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.VolumeFigures;
import org.rempart.loadtests.verdict.WorkersCriteria;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One verdict of each kind. Flood and workers are what real runs left, with a timeline of made up
/// figures.
final class Verdicts {
    /// What an attacker would have a page run, or a pipeline choke on.
    static final String HOSTILE =
            "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp; ]]> \u0000\u001b\u202e\ud800";

    /// The same as a reader may see it.
    static final String HOSTILE_SHOWN =
            "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp; ]]> \ufffd\ufffd\ufffd\ufffd";

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private static final Reconciliation NO_ROWS = Reconciliation.of(new Ledger(), List.of());

    private static final Published NOTHING = new Published(0, 0, Map.of());

    private static final Percentiles QUICK = new Percentiles(1_000, 4, 9, 20, 80, 120);

    private Verdicts() {}

    static List<Verdict> all() throws IOException {
        return List.of(flood(), workers(), crash(), outage(), soak(), slow());
    }

    /// RED: genuine signers waited too long.
    static Verdict flood() throws IOException {
        Evidence.OfFlood evidence = read("flood.json", Evidence.OfFlood.class);
        return Verdict.of(
                "flood",
                FloodCriteria.of(evidence, Limits.FIRST_CUT),
                evidence,
                List.of("challenge.base was 20,000 instead of 500,000"));
    }

    /// GREEN.
    static Verdict workers() throws IOException {
        Evidence.OfWorkers evidence = read("workers.json", Evidence.OfWorkers.class);
        return Verdict.of(
                "workers",
                WorkersCriteria.of(evidence, Limits.FIRST_CUT),
                evidence,
                List.of("prices are 10,000 times what this gateway asked for"));
    }

    /// NOT VALID: one kill too few.
    static Verdict crash() {
        Evidence.OfCrash evidence =
                new Evidence.OfCrash(
                        NO_ROWS,
                        Map.of("gateway 1", NOTHING, "gateway 2", NOTHING),
                        signers(),
                        new CrashFigures(
                                7,
                                20,
                                19,
                                Map.of("gateway killed", 12L, "database killed", 7L),
                                Map.of("201", 900L, "202", 100L),
                                Map.of("201", 900L, "503 overloaded", 30L, "no answer", 5L),
                                5,
                                new InDoubt(3, 2, 1, 0),
                                14,
                                0,
                                List.of(),
                                250,
                                4.2),
                        Map.of("gateway", 12.5));
        return Verdict.of("crash", CrashCriteria.of(evidence), evidence, List.of());
    }

    /// GREEN.
    static Verdict outage() {
        Map<String, Long> answers = Map.of("201", 700L, "202", 300L);
        Evidence.OfOutage evidence =
                new Evidence.OfOutage(
                        NO_ROWS,
                        NOTHING,
                        signers(),
                        new OutageFigures(
                                "hang", 60, answers, answers, QUICK, 3, 0, 1, 0, 40, 90, 42, 300,
                                0),
                        Map.of("gateway", 2.0));
        return Verdict.of("outage", OutageCriteria.of(evidence, false), evidence, List.of());
    }

    /// RED: 503 is a 5xx.
    static Verdict soak() {
        Evidence.OfSoak evidence =
                new Evidence.OfSoak(
                        NO_ROWS,
                        NOTHING,
                        signers(),
                        signers(),
                        new VolumeFigures(
                                "closed",
                                64,
                                1,
                                100,
                                30,
                                0,
                                100,
                                120,
                                0,
                                0.5,
                                64,
                                0,
                                0,
                                QUICK,
                                List.of(
                                        new AttackFigures(
                                                "challenge",
                                                false,
                                                true,
                                                10,
                                                Map.of("200", 8L, "503 overloaded", 1L))),
                                1),
                        new SoakFigures(1_000_000, 990_000, 90, 95, 180, 100, 101),
                        Map.of("gateway", 100.0));
        return Verdict.of("soak", SoakCriteria.of(evidence), evidence, List.of());
    }

    /// GREEN.
    static Verdict slow() {
        Evidence.OfSlow evidence =
                new Evidence.OfSlow(
                        NO_ROWS,
                        NOTHING,
                        signers(),
                        signers(),
                        new SlowFigures(20_000, 20_000, 12, Map.of("body", QUICK), 0, 3),
                        Map.of("gateway", 9.0));
        return Verdict.of("slow", SlowCriteria.of(evidence, Limits.FIRST_CUT), evidence, List.of());
    }

    /// A verdict with [#HOSTILE] wherever a gateway, a setting or a stranger could put it.
    static Verdict hostile() {
        Map<String, Long> answers = Map.of("200 " + HOSTILE, 3L, HOSTILE, 2L);
        SignerFigures signers =
                new SignerFigures(
                        10, 0, 5, 0, answers, answers, QUICK, QUICK, QUICK, QUICK, QUICK, QUICK);
        Evidence.OfOutage evidence =
                new Evidence.OfOutage(
                        new Reconciliation(
                                1,
                                1,
                                List.of(HOSTILE),
                                List.of(HOSTILE),
                                List.of(HOSTILE),
                                0,
                                0,
                                List.of(HOSTILE),
                                Map.of(HOSTILE, 1L),
                                Map.of(HOSTILE, 1L)),
                        NOTHING,
                        signers,
                        new OutageFigures(
                                HOSTILE, 60, answers, answers, QUICK, 3, 0, 1, 0, 40, 90, 42, 300,
                                0),
                        Map.of(HOSTILE, 2.0),
                        new Timeline(
                                List.of(0.0, 1.0),
                                List.of(
                                        new Timeline.Series(
                                                HOSTILE,
                                                HOSTILE,
                                                List.of(HOSTILE, HOSTILE),
                                                List.of(0.0, 1.0)))));
        return Verdict.of(
                HOSTILE,
                List.of(
                        new Criterion(Of.TRUTH, HOSTILE, HOSTILE, HOSTILE, false),
                        new Criterion(Of.GENERATOR, HOSTILE, HOSTILE, HOSTILE, false),
                        new Criterion(Of.SERVICE, HOSTILE, HOSTILE, HOSTILE, true)),
                evidence,
                List.of(HOSTILE));
    }

    /// Two minutes, of which the gateway said nothing from 60 to 64 s.
    static Timeline timeline() {
        List<Double> seconds = new ArrayList<>();
        List<Double> level = new ArrayList<>();
        List<Double> price = new ArrayList<>();
        List<Double> queue = new ArrayList<>();
        for (int second = 0; second <= 120; second++) {
            boolean silent = second >= 60 && second < 65;
            double attack = second < 30 ? 0 : Math.min(1, (second - 30) / 20.0);
            seconds.add((double) second);
            level.add(silent ? null : (double) (int) (attack * 2.9));
            price.add(silent ? null : 500_000 * (1 + 20 * attack));
            queue.add(silent ? null : attack * (300 + 200 * Math.sin(second)));
        }
        return new Timeline(
                seconds,
                List.of(
                        new Timeline.Series(
                                "pressure", "", List.of("calm", "busy", "attack", "severe"), level),
                        new Timeline.Series("price", "tries at most", List.of(), price),
                        new Timeline.Series("queue", "rows", List.of(), queue)));
    }

    private static SignerFigures signers() {
        return new SignerFigures(
                1_000, 0, 1_000, 0, Map.of(), Map.of(), QUICK, QUICK, QUICK, QUICK, QUICK, QUICK);
    }

    private static <E extends Evidence> E read(String file, Class<E> kind) throws IOException {
        try (InputStream in = Verdicts.class.getResourceAsStream(file)) {
            ObjectNode evidence = (ObjectNode) JSON.readTree(in).path("evidence");
            evidence.set("timeline", JSON.valueToTree(timeline()));
            return JSON.treeToValue(evidence, kind);
        }
    }
}
