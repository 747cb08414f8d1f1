package org.rempart.loadtests.merge;

import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.MachineRun;
import org.rempart.loadtests.verdict.Measure;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes one verdict of what several machines left of a run.
///
/// It says the first of these that is true of any machine: RED, for a gateway that failed beside a
/// part of the load has failed, whatever became of the other parts; UNABLE; REFUSED; NOT VALID,
/// which the whole is as well when a machine is missing, or is not of the run; GREEN.
public final class Whole {
    /// What the machines are called in the evidence.
    static final String MACHINES = "machines";

    private final String rehearsal;
    private final List<MachineRun> all;

    private Whole(String rehearsal, List<MachineRun> all) {
        this.rehearsal = rehearsal;
        this.all = all;
    }

    /// Puts together what machines left of one rehearsal.
    ///
    /// @param all one of them at least
    /// @throws IllegalArgumentException when there is none
    public static Merged of(String rehearsal, List<MachineRun> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no machine played " + rehearsal);
        }
        return new Whole(rehearsal, List.copyOf(all)).merged();
    }

    private Merged merged() {
        Muster muster = Muster.of(all);
        Optional<Verdict> verdict =
                muster.parts().isEmpty() ? Optional.empty() : Optional.of(verdict(muster));
        return verdict.filter(judged -> judged.outcome() == Outcome.RED)
                .<Merged>map(Merged.Judged::new)
                .or(() -> unjudged(muster, "UNABLE"))
                .or(() -> unjudged(muster, "REFUSED"))
                .or(() -> verdict.map(Merged.Judged::new))
                .or(() -> unjudged(muster, "NOT PLAYED"))
                .orElseThrow();
    }

    private static Optional<Merged> unjudged(Muster muster, String word) {
        List<String> why =
                muster.ofRun().stream()
                        .filter(MachineRun.Unjudged.class::isInstance)
                        .map(MachineRun.Unjudged.class::cast)
                        .filter(one -> one.word().equals(word))
                        .map(one -> one.place() + ": " + one.why())
                        .toList();
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(new Merged.Unjudged(word, String.join("; ", why)));
    }

    private Verdict verdict(Muster muster) {
        List<MachineRun.Judged> parts = muster.parts();
        List<Criterion> criteria = new ArrayList<>(Judgement.of(parts));
        criteria.addAll(muster.criteria());
        boolean red = parts.stream().anyMatch(part -> part.outcome() == Outcome.RED);
        return new Verdict(
                rehearsal,
                "%s, from each of %d machines at once"
                        .formatted(parts.getFirst().threat(), parts.size()),
                red ? Outcome.RED : Verdict.outcome(criteria),
                List.copyOf(criteria),
                evidence(parts),
                notes(parts));
    }

    private static Evidence evidence(List<MachineRun.Judged> parts) {
        Evidence sum = Sum.of(parts, Map.of());
        Set<String> known = sum.measures().stream().map(Measure::name).collect(Collectors.toSet());
        Map<String, Part> more = new LinkedHashMap<>();
        more.put(MACHINES, MachinesFigures.of(parts, known));
        more.put(
                Conditions.CONDITIONS,
                new Conditions(
                        parts.stream().mapToInt(part -> part.conditions().cores()).sum(),
                        parts.getFirst().conditions().settings()));
        return Sum.of(parts, more);
    }

    private static List<String> notes(List<MachineRun.Judged> parts) {
        List<String> all = new ArrayList<>();
        all.add(
                "each wait of all machines together is that of the machine where it was longest, so"
                        + " that no percentile is shown smaller than it was");
        Map<String, Long> often =
                parts.stream()
                        .flatMap(part -> part.notes().stream().distinct())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        Set<String> ofAll =
                often.entrySet().stream()
                        .filter(note -> note.getValue() == parts.size())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        parts.getFirst().notes().stream().filter(ofAll::contains).distinct().forEach(all::add);
        for (MachineRun.Judged part : parts) {
            part.notes().stream()
                    .filter(note -> !ofAll.contains(note))
                    .map(note -> named(part) + ": " + note)
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    /// How a machine is called.
    static String named(MachineRun run) {
        return "machine " + run.place().machine();
    }
}
