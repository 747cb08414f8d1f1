package org.rempart.loadtests.watcher;

import static org.rempart.loadtests.verdict.Table.fact;

import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Table;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What those who watch the counter met.
///
/// @param watchers how many they stand for
/// @param groups connections they share, each from an address of its own
/// @param due reads that were due
/// @param sent reads that were sent
/// @param dropped reads that were due and not sent, because too many of their group waited
/// @param answers answers by HTTP status
/// @param lost reads whose connection ended, or was never opened, or that nobody answered within 10
///   s or before the end
/// @param opened connections opened
/// @param waited from when a read was due to its answer, once all watched
/// @param lateness how much later than due the generator came to it, once all watched
/// @param cpuSeconds CPU time of their process
public record WatchersFigures(
        int watchers,
        int groups,
        long due,
        long sent,
        long dropped,
        Map<String, Long> answers,
        long lost,
        long opened,
        Percentiles waited,
        Percentiles lateness,
        double cpuSeconds)
        implements Part {
    public WatchersFigures {
        answers = Collections.unmodifiableMap(new TreeMap<>(answers));
    }

    /// Of a process that left none: it was ended, or failed.
    static WatchersFigures none(WatchersPlan plan) {
        return new WatchersFigures(
                plan.watchers(),
                plan.sources().size(),
                0,
                0,
                0,
                Map.of(),
                0,
                0,
                Percentiles.NONE,
                Percentiles.NONE,
                0);
    }

    /// Reads that were answered with the count, or with the word that it has not changed, among
    /// those that were due: 0 to 1; 0 when none was.
    public double served() {
        long good = answers.getOrDefault("200", 0L) + answers.getOrDefault("304", 0L);
        return due == 0 ? 0 : (double) good / due;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "Pages that watched the count",
                        List.of(
                                fact("pages", "%,d", watchers),
                                fact("connections, each from another address", "%,d", groups),
                                fact("connections opened", "%,d", opened),
                                fact("reads due", "%,d", due),
                                fact("told the count", "%.2f %%", served() * 100),
                                fact("not sent, too many waited", "%,d", dropped))),
                new Table.Waits(
                        "How long who watched waited for the count",
                        List.of(
                                new Table.Wait("for the count", waited),
                                new Table.Wait("asked late by (generator)", lateness))),
                new Table.Answers(
                        "What who watched was answered",
                        List.of(new Table.Asked("count", sent, lost, answers))));
    }
}
