package org.rempart.loadtests.verdict;

import org.rempart.loadtests.verdict.BaselineFigures.Change;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A verdict beside that of an earlier run: what can be better or worse is shown, and held to what
/// it was where both runs were alike.
public final class Regression {
    /// What the earlier run is called in the evidence.
    public static final String BASELINE = "baseline";

    private static final String NOT_COMPARED = "this run was not judged by the earlier one: ";

    private final Map<String, Measure> earlier;
    private final double ratio;
    private final Floors floors;

    private Regression(Map<String, Measure> earlier, double ratio, Floors floors) {
        this.earlier = earlier;
        this.ratio = ratio;
        this.floors = floors;
    }

    /// What a figure counts as that is less.
    ///
    /// @param waitMs of a wait, in milliseconds
    /// @param timeS of a time in seconds: the compiler of a JVM that has just begun takes one of
    ///   processor time, and not always the same
    public record Floors(double waitMs, double timeS) {}

    /// Sets a verdict beside an earlier run.
    ///
    /// @param now the conditions of the verdict's own run
    /// @param ratio how many times worse a figure may be
    public static Verdict beside(
            Verdict verdict, Conditions now, Earlier earlier, double ratio, Floors floors) {
        return switch (earlier) {
            case Earlier.Unknown(String why) -> verdict.noting(List.of(NOT_COMPARED + why));
            case Earlier.Run run -> {
                Map<String, Measure> measures =
                        run.measures().stream()
                                .collect(
                                        Collectors.toMap(
                                                Measure::name, Function.identity(), (a, b) -> a));
                yield new Regression(measures, ratio, floors).beside(verdict, apart(run, now));
            }
        };
    }

    private static List<String> apart(Earlier.Run run, Conditions now) {
        List<String> apart = new ArrayList<>();
        if (run.outcome().equals(Verdict.Outcome.NOT_VALID.name())) {
            apart.add("that one was not valid itself");
        }
        apart.addAll(now.differences(run.conditions()));
        return apart;
    }

    private Verdict beside(Verdict verdict, List<String> apart) {
        List<Change> changes = new ArrayList<>();
        List<Criterion> criteria = new ArrayList<>();
        for (Measure now : verdict.evidence().measures()) {
            Measure was = earlier.remove(now.name());
            if (was != null && was.unit().equals(now.unit())) {
                changes.add(new Change(now.name(), now.unit(), was.value(), now.value()));
                if (was.judged() && now.judged()) {
                    criteria.add(criterion(was, now));
                }
            }
        }
        List<String> notes = new ArrayList<>();
        if (!apart.isEmpty()) {
            notes.add(NOT_COMPARED + String.join("; ", apart));
        }
        if (!earlier.isEmpty()) {
            notes.add(
                    "figures of the earlier run that this one does not have: "
                            + String.join(", ", new TreeSet<>(earlier.keySet())));
        }
        return verdict.showing(BASELINE, new BaselineFigures(changes))
                .judgedBy(apart.isEmpty() ? criteria : List.of())
                .noting(notes);
    }

    private Criterion criterion(Measure was, Measure now) {
        boolean lower = now.better() == Measure.Better.LOWER;
        double limit =
                lower ? ratio * Math.max(floor(now.unit()), was.value()) : was.value() / ratio;
        return Criterion.of(
                        Of.SERVICE,
                        "as in the earlier run: " + now.name(),
                        amount(now.value(), now.unit()),
                        (lower ? "≤ " : "≥ ") + amount(limit, now.unit()),
                        lower ? now.value() <= limit : now.value() >= limit)
                .advising(
                        "This got worse since the earlier run, which had %s. Play it again with nothing"
                                        .formatted(amount(was.value(), now.unit()))
                                + " else on the machine; if it stays, see what has changed since in"
                                + " gateway, database and their settings. If it has to be so, take"
                                + " this run for the baseline, or set regression higher in the"
                                + " limits.");
    }

    private double floor(String unit) {
        return switch (unit) {
            case "ms" -> floors.waitMs();
            case "s" -> floors.timeS();
            default -> 0;
        };
    }

    private static String amount(double value, String unit) {
        return String.format(Locale.ROOT, "%,.1f %s", value, unit);
    }
}
