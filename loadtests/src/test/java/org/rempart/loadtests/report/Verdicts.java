package org.rempart.loadtests.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.rempart.loadtests.limits.LimitsFile;
import org.rempart.loadtests.verdict.AmountFigures;
import org.rempart.loadtests.verdict.AttackFigures;
import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.CrashCriteria;
import org.rempart.loadtests.verdict.CrashFigures;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Earlier;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.FloodCriteria;
import org.rempart.loadtests.verdict.FloodFigures;
import org.rempart.loadtests.verdict.InDoubt;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Measure;
import org.rempart.loadtests.verdict.OutageCriteria;
import org.rempart.loadtests.verdict.OutageFigures;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.PriceFigures;
import org.rempart.loadtests.verdict.Published;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.Regression;
import org.rempart.loadtests.verdict.Seen;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.SignerSeconds;
import org.rempart.loadtests.verdict.SlowCriteria;
import org.rempart.loadtests.verdict.SlowFigures;
import org.rempart.loadtests.verdict.SoakCriteria;
import org.rempart.loadtests.verdict.SoakFigures;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.VolumeCriteria;
import org.rempart.loadtests.verdict.VolumeFigures;
import org.rempart.loadtests.verdict.WorkersAttack;
import org.rempart.loadtests.verdict.WorkersCriteria;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
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
        return List.of(flood(), workers(), crash(), outage(), soak(), slow(), regressed());
    }

    /// RED: what held was not as good as in an earlier run.
    static Verdict regressed() {
        Conditions here = new Conditions(4, Map.of("slow.connections", "2000"));
        List<Measure> before =
                slow().evidence().measures().stream()
                        .map(now ->
                                new Measure(
                                        now.name(),
                                        now.unit(),
                                        now.value() / 4,
                                        now.better(),
                                        now.judged()))
                        .toList();
        return Regression.beside(
                slow().showing(Conditions.CONDITIONS, here),
                here,
                new Earlier.Run("GREEN", here, before),
                1.5,
                new Regression.Floors(1, 1));
    }

    /// RED: genuine signers waited too long.
    static Verdict flood() throws IOException {
        VolumeFigures volume = read("flood.json", "parts/volume", VolumeFigures.class);
        Evidence evidence =
                read(
                        "flood.json",
                        parts(
                                VolumeCriteria.VOLUME,
                                volume,
                                FloodCriteria.FORGERS,
                                read("flood.json", "parts/forgers", FloodFigures.class)));
        return Verdict.of(
                "flood",
                VolumeCriteria.threat(volume),
                FloodCriteria.of(evidence, Limits.FIRST_CUT),
                evidence,
                List.of("challenge.base was 20,000 instead of 500,000"));
    }

    /// GREEN.
    static Verdict workers() throws IOException {
        String file = "workers.json";
        WorkersAttack attack = read(file, "parts/workers", WorkersAttack.class);
        Map<String, Part> parts =
                parts(
                        WorkersCriteria.PRICES,
                        read(file, "parts/prices", PriceFigures.class),
                        WorkersCriteria.GUARDED,
                        attack);
        parts.put(WorkersCriteria.FIXED, read(file, "parts/fixed_price", WorkersAttack.class));
        parts.put(WorkersCriteria.COMPARED, read(file, "parts/compared", AmountFigures.class));
        Evidence evidence = read(file, parts);
        return Verdict.of(
                "workers",
                WorkersCriteria.threat(attack.workers()),
                WorkersCriteria.of(evidence, Limits.FIRST_CUT),
                evidence,
                List.of("prices are 10,000 times what this gateway asked for"));
    }

    /// NOT VALID: one kill too few, on two gateways.
    static Verdict crash() {
        CrashFigures crash =
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
                        4.2);
        Evidence evidence =
                new Evidence(
                        NO_ROWS,
                        Map.of("gateway 1", NOTHING, "gateway 2", NOTHING),
                        Map.of("gateway 1", Seen.NOTHING_WRONG, "gateway 2", Seen.NOTHING_WRONG),
                        Crowds.alone(signers()),
                        Map.of(),
                        Map.of("gateway", 12.5),
                        Timeline.of(
                                Map.of(
                                        "gateway 1",
                                        Timelines.twoMinutes(),
                                        "gateway 2",
                                        Timelines.twoMinutes())),
                        Map.of(CrashCriteria.CRASH, crash));
        return Verdict.of(
                "crash",
                CrashCriteria.threat(crash),
                CrashCriteria.of(evidence, Limits.shipped("crash")),
                evidence,
                List.of());
    }

    /// GREEN.
    static Verdict outage() {
        Map<String, Long> answers = Map.of("201", 700L, "202", 300L);
        OutageFigures outage =
                new OutageFigures(
                        "hang", 60, answers, answers, QUICK, 3, 0, 1, 0, 40, 90, 42, 300, 0);
        Evidence evidence =
                Seen.of(
                        Crowds.alone(signers()),
                        Map.of(),
                        Map.of("gateway", 2.0),
                        Map.of(OutageCriteria.OUTAGE, outage));
        return Verdict.of(
                "outage",
                OutageCriteria.threat(outage),
                OutageCriteria.of(evidence, Limits.of(LimitsFile.shipped(), "outage"), false),
                evidence,
                List.of());
    }

    /// RED: 503 is a 5xx.
    static Verdict soak() {
        VolumeFigures volume =
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
                        1);
        SoakFigures soak = new SoakFigures(1_000_000, 990_000, 90, 95, 180, 100, 101);
        Evidence evidence =
                Seen.of(
                        Crowds.judged(SoakCriteria.AT_LAST, signers())
                                .after(SoakCriteria.AT_FIRST, signers()),
                        Map.of(),
                        Map.of("gateway", 100.0),
                        Map.of(SoakCriteria.SOAK, soak, SoakCriteria.VOLUME, volume));
        return Verdict.of(
                "soak",
                SoakCriteria.threat(soak),
                SoakCriteria.of(evidence, Limits.of(LimitsFile.shipped(), "soak")),
                evidence,
                List.of());
    }

    /// GREEN.
    static Verdict slow() {
        SlowFigures slow = new SlowFigures(20_000, 20_000, 12, Map.of("body", QUICK), 0, 3);
        Evidence evidence =
                Seen.of(
                        Crowds.judged(SlowCriteria.BESIDE, signers())
                                .after(SlowCriteria.QUIET, signers()),
                        Map.of(),
                        Map.of("gateway", 9.0),
                        Map.of(SlowCriteria.SLOW, slow));
        return Verdict.of(
                "slow",
                SlowCriteria.threat(slow),
                SlowCriteria.of(evidence, Limits.FIRST_CUT),
                evidence,
                List.of());
    }

    /// A verdict with [#HOSTILE] wherever a gateway, a setting or a stranger could put it.
    static Verdict hostile() {
        Map<String, Long> answers = Map.of("200 " + HOSTILE, 3L, HOSTILE, 2L);
        SignerFigures signers =
                new SignerFigures(
                        10, 0, 5, 0, answers, answers, QUICK, QUICK, QUICK, QUICK, QUICK, QUICK);
        Evidence evidence =
                new Evidence(
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
                        Map.of(HOSTILE, NOTHING),
                        Map.of(HOSTILE, Seen.NOTHING_WRONG),
                        Crowds.judged(HOSTILE, signers),
                        Map.of(HOSTILE, 1L),
                        Map.of(HOSTILE, 2.0),
                        new Timeline(
                                List.of(0.0, 1.0),
                                List.of(
                                        new Timeline.Series(
                                                HOSTILE,
                                                HOSTILE,
                                                List.of(HOSTILE, HOSTILE),
                                                List.of(0.0, 1.0))),
                                SignerSeconds.NONE,
                                List.of(new Timeline.Mark(0.5, HOSTILE))),
                        Map.of(
                                HOSTILE,
                                new OutageFigures(
                                        HOSTILE, 60, answers, answers, QUICK, 3, 0, 1, 0, 40, 90,
                                        42, 300, 0)));
        return Verdict.of(
                HOSTILE,
                HOSTILE,
                List.of(
                        Criterion.of(Of.TRUTH, HOSTILE, HOSTILE, HOSTILE, false).advising(HOSTILE),
                        Criterion.of(Of.GENERATOR, HOSTILE, HOSTILE, HOSTILE, false),
                        Criterion.of(Of.SERVICE, HOSTILE, HOSTILE, HOSTILE, true)),
                evidence,
                List.of(HOSTILE));
    }

    /// The same with another axis of time.
    static Verdict with(Verdict verdict, Timeline timeline) {
        Evidence seen = verdict.evidence();
        return new Verdict(
                verdict.rehearsal(),
                verdict.threat(),
                verdict.outcome(),
                verdict.criteria(),
                new Evidence(
                        seen.reconciliation(),
                        seen.published(),
                        seen.watched(),
                        seen.crowds(),
                        seen.states(),
                        seen.cpuSeconds(),
                        timeline,
                        seen.parts()),
                verdict.notes());
    }

    private static SignerFigures signers() {
        return new SignerFigures(
                1_000, 0, 1_000, 0, Map.of(), Map.of(), QUICK, QUICK, QUICK, QUICK, QUICK, QUICK);
    }

    private static Map<String, Part> parts(String one, Part first, String other, Part second) {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put(one, first);
        parts.put(other, second);
        return parts;
    }

    /// What parts are is known to their rehearsal, and the rest to all.
    private static Evidence read(String file, Map<String, Part> parts) throws IOException {
        Evidence rest;
        try (InputStream in = Verdicts.class.getResourceAsStream(file)) {
            ObjectNode evidence = (ObjectNode) JSON.readTree(in).path("evidence");
            evidence.putObject("parts");
            evidence.set("timeline", JSON.valueToTree(Timelines.twoMinutes()));
            rest = JSON.treeToValue(evidence, Evidence.class);
        }
        return new Evidence(
                rest.reconciliation(),
                rest.published(),
                rest.watched(),
                rest.crowds(),
                rest.states(),
                rest.cpuSeconds(),
                rest.timeline(),
                parts);
    }

    private static <T> T read(String file, String place, Class<T> kind) throws IOException {
        try (InputStream in = Verdicts.class.getResourceAsStream(file)) {
            return JSON.treeToValue(JSON.readTree(in).at("/evidence/" + place), kind);
        }
    }
}
