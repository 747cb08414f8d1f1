package org.rempart.loadtests.merge;

import org.rempart.loadtests.verdict.Aggregation.Rule;
import org.rempart.loadtests.verdict.Criteria;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.LoadFigures.Span;
import org.rempart.loadtests.verdict.MachineRun;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who is there: whether what was left is that of every machine of one run, each once, each told
/// the same, and all at one time. Where it is not, the whole means nothing.
///
/// What most machines say of the run, its settings and its build is taken for right, so that the
/// one that differs is named.
///
/// @param ofRun what is of the run that most are of
/// @param parts those of it with a verdict: the first report of each machine, in their order
/// @param criteria what has to hold for all of them together
record Muster(List<MachineRun> ofRun, List<MachineRun.Judged> parts, List<Criterion> criteria) {
    /// The part of the longest load that all others have to be there for. Commands that are started
    /// at one moment begin within a second, and the shortest rehearsal lasts ten.
    private static final double TOGETHER_MIN = 0.8;

    private static final String ALL = "all";

    static Muster of(List<MachineRun> all) {
        String run = mostOf(all, one -> one.place().run());
        List<MachineRun> ofRun = all.stream().filter(one -> one.place().run().equals(run)).toList();
        Map<Integer, MachineRun.Judged> parts = new TreeMap<>();
        for (MachineRun one : ofRun) {
            if (one instanceof MachineRun.Judged judged) {
                parts.putIfAbsent(judged.place().machine(), judged);
            }
        }
        List<MachineRun.Judged> judged = List.copyOf(parts.values());
        List<Criterion> criteria = new ArrayList<>();
        criteria.add(ofOneRun(all, run));
        criteria.add(allThere(ofRun));
        if (judged.size() > 1) {
            criteria.add(alike(judged));
            criteria.add(atOneTime(judged));
        }
        return new Muster(ofRun, judged, List.copyOf(criteria));
    }

    private static Criterion ofOneRun(List<MachineRun> all, String run) {
        List<String> others =
                all.stream()
                        .filter(one -> !one.place().run().equals(run))
                        .map(one ->
                                "%s is of %s (%s)"
                                        .formatted(Whole.named(one), one.place().run(), one.from()))
                        .toList();
        return criterion("all reports are of one run", others, "all of " + run)
                .advising(
                        "A report of another run lay among them. Take the folder that is named"
                                + " away, and merge again.");
    }

    private static Criterion allThere(List<MachineRun> ofRun) {
        int machines = mostOf(ofRun, one -> one.place().machines());
        Map<Integer, List<MachineRun>> byMachine =
                ofRun.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.place().machine(),
                                        TreeMap::new,
                                        Collectors.toList()));
        List<String> wrong = new ArrayList<>();
        for (int machine = 1; machine <= machines; machine++) {
            if (!byMachine.containsKey(machine)) {
                wrong.add("machine %d is missing".formatted(machine));
            }
        }
        byMachine.forEach((machine, there) -> {
            if (there.size() > 1) {
                wrong.add(
                        "machine %d is there %d times (%s)"
                                .formatted(
                                        machine,
                                        there.size(),
                                        there.stream()
                                                .map(MachineRun::from)
                                                .collect(Collectors.joining(", "))));
            }
            if (machine > machines) {
                wrong.add("machine %d is one too many".formatted(machine));
            }
        });
        for (MachineRun one : ofRun) {
            if (one instanceof MachineRun.Unjudged(_, _, String word, String why)) {
                wrong.add("%s was %s: %s".formatted(Whole.named(one), word, why));
            }
        }
        return criterion("every machine played its part, once", wrong, machines + " machines")
                .advising(
                        "The load was not whole. Give each machine a rehearsal.machine of its own,"
                                + " fetch the reports of all of them, and play it again where one"
                                + " did not play.");
    }

    private static Criterion alike(List<MachineRun.Judged> parts) {
        TreeSet<String> keys = new TreeSet<>();
        parts.forEach(part -> keys.addAll(told(part).keySet()));
        List<String> wrong = new ArrayList<>();
        for (String key : keys) {
            String right = mostOf(parts, part -> value(part, key));
            for (MachineRun.Judged part : parts) {
                if (!value(part, key).equals(right)) {
                    wrong.add(
                            "%s: %s was %s, not %s"
                                    .formatted(Whole.named(part), key, value(part, key), right));
                }
            }
        }
        return criterion("all machines were told the same", wrong, ALL)
                .advising(
                        "Machines played parts of different rehearsals. Give each the same command"
                                + " but for rehearsal.machine, with the same build of this suite"
                                + " (mvn clean) and the same file of limits.");
    }

    private static String value(MachineRun.Judged part, String key) {
        return told(part).getOrDefault(key, "unknown");
    }

    private static Map<String, String> told(MachineRun.Judged part) {
        Map<String, String> told = new TreeMap<>(part.conditions().settings());
        told.put("the build", part.machine().build());
        part.machine().limits().forEach((limit, value) -> told.put("limit " + limit, "" + value));
        return told;
    }

    private static Criterion atOneTime(List<MachineRun.Judged> parts) {
        Map<String, Span> spans = new LinkedHashMap<>();
        parts.forEach(part -> spans.put(Whole.named(part), part.load().span()));
        Map.Entry<String, Span> last =
                spans.entrySet().stream()
                        .max(Comparator.comparing(span -> span.getValue().from()))
                        .orElseThrow();
        Map.Entry<String, Span> first =
                spans.entrySet().stream()
                        .min(Comparator.comparing(span -> span.getValue().to()))
                        .orElseThrow();
        Duration longest =
                spans.values().stream()
                        .map(Span::lasts)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        double together = seconds(last.getValue().from(), first.getValue().to());
        double part = Math.max(0, together) / Math.max(1e-3, longest.toMillis() / 1e3);
        Criterion enough =
                Criteria.part(Of.GENERATOR, "the machines loaded at one time", part, TOGETHER_MIN);
        return new Criterion(
                        enough.of(),
                        enough.name(),
                        "%s: %s began last, at %s, and %s ended first, at %s"
                                .formatted(
                                        enough.figure(),
                                        last.getKey(),
                                        last.getValue().from(),
                                        first.getKey(),
                                        first.getValue().to()),
                        enough.limit(),
                        enough.passed(),
                        enough.advice(),
                        enough.aggregation())
                .aggregated(Rule.EACH_AT_LEAST, part, TOGETHER_MIN)
                .advising(
                        "The gateway never had the whole load. Start all machines well before"
                                + " rehearsal.meet, and see that their clocks are right.");
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    private static Criterion criterion(String name, List<String> wrong, String right) {
        return Criterion.of(
                Of.GENERATOR,
                name,
                wrong.isEmpty() ? right : String.join("; ", wrong),
                ALL,
                wrong.isEmpty());
    }

    /// What most of them say; of those said as often, what is said first.
    private static <T, V> V mostOf(List<T> all, Function<T, V> of) {
        Map<V, Long> often =
                all.stream()
                        .map(of)
                        .collect(
                                Collectors.groupingBy(
                                        Function.identity(),
                                        LinkedHashMap::new,
                                        Collectors.counting()));
        long most = often.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        return often.entrySet().stream()
                .filter(said -> said.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
