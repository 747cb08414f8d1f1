package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that was seen in a run. What only some rehearsals see stands in its parts.
///
/// @param reconciliation acknowledgements against rows
/// @param published what the public saw at the end, by gateway
/// @param watched what the public saw all through the run, by gateway
/// @param crowds the genuine signers
/// @param states states of the genuine signers' rows
/// @param cpuSeconds CPU time by process: what the run cost each side
/// @param timeline what the gateways said of themselves and what genuine signers met, all through
///   the run; [Timeline#NONE] when nobody looked
/// @param parts anything else, by name, in the order it is shown
public record Evidence(
        Reconciliation reconciliation,
        Map<String, Published> published,
        Map<String, WatchFigures> watched,
        Crowds crowds,
        Map<String, Long> states,
        Map<String, Double> cpuSeconds,
        Timeline timeline,
        Map<String, Part> parts) {
    public Evidence {
        published = Collections.unmodifiableMap(new TreeMap<>(published));
        watched = Collections.unmodifiableMap(new TreeMap<>(watched));
        states = Collections.unmodifiableMap(new TreeMap<>(states));
        cpuSeconds = Collections.unmodifiableMap(new TreeMap<>(cpuSeconds));
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /// The genuine signers the verdict is about.
    public SignerFigures signers() {
        return crowds.came(crowds.judged());
    }

    /// One of the parts.
    ///
    /// @throws IllegalArgumentException when there is none of that name and kind
    public <P extends Part> P part(String name, Class<P> kind) {
        Part part = parts.get(name);
        if (!kind.isInstance(part)) {
            throw new IllegalArgumentException("no part %s of %s".formatted(name, kind));
        }
        return kind.cast(part);
    }

    /// What people are told: of the genuine signers, of what came, of what it cost, of the rows.
    public List<Table> tables() {
        List<Table> all = new ArrayList<>();
        all.add(signers().facts());
        all.add(new Table.Waits("How long genuine signers waited", waits()));
        crowds.byTime()
                .forEach((when, crowd) -> {
                    String which = crowds.single() ? "" : ", " + when;
                    answers(all, "What genuine signers met who gave up" + which, crowd.gaveUp());
                    answers(
                            all,
                            "What those were answered who posted the same once more" + which,
                            crowd.again());
                });
        if (!states.isEmpty()) {
            all.add(
                    new Table.Facts(
                            "Rows of genuine signers",
                            states.entrySet().stream()
                                    .map(state -> fact(state.getKey(), "%,d", state.getValue()))
                                    .toList()));
        }
        parts.values().forEach(part -> all.addAll(part.tables()));
        all.add(new Table.Amounts("Processor time of each side", "s", cpuSeconds));
        all.add(reconciliation.table());
        watched.forEach((gateway, seen) -> all.add(seen.table(gateway)));
        return all;
    }

    /// What can be better or worse than in another run.
    public List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        crowds.byTime()
                .forEach((when, crowd) ->
                        all.addAll(crowd.measures(crowds.single() ? "" : ", " + when)));
        parts.values().forEach(part -> all.addAll(part.measures()));
        cpuSeconds.forEach((side, seconds) -> {
            if (side.startsWith("gateway") || side.equals("database")) {
                all.add(Measure.lower("processor time, " + side, "s", seconds, true));
            }
        });
        return all;
    }

    /// With one more part.
    Evidence with(String name, Part part) {
        Map<String, Part> more = new LinkedHashMap<>(parts);
        more.put(name, part);
        return new Evidence(
                reconciliation, published, watched, crowds, states, cpuSeconds, timeline, more);
    }

    private List<Table.Wait> waits() {
        List<Table.Wait> waits = new ArrayList<>();
        crowds.byTime()
                .forEach((when, crowd) ->
                        waits.add(
                                new Table.Wait(
                                        crowds.single() ? "in all" : "in all, " + when,
                                        crowd.waited())));
        waits.addAll(signers().waitsByStep());
        return waits;
    }

    private static void answers(List<Table> all, String title, Map<String, Long> answers) {
        if (!answers.isEmpty()) {
            all.add(new Table.Answers(title, List.of(Table.Asked.of("signers", answers))));
        }
    }
}
