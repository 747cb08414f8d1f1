package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.List;

/// What one gateway published all through a run, as far as it answered.
///
/// @param reads answers with a count that were read
/// @param events events of its stream that were read
/// @param falls counts that were smaller than an earlier one
/// @param contradictions counts that differ from another one of the same moment
/// @param unbalanced answers whose countries did not add up to their count
/// @param ahead counts that were more than the rows recorded by then
/// @param lastRead the last count that was read; -1: none was
/// @param lastEvent the last count its stream told; -1: it told none
public record WatchFigures(
        long reads,
        long events,
        long falls,
        long contradictions,
        long unbalanced,
        long ahead,
        long lastRead,
        long lastEvent) {
    /// Whether answers and stream ended at that count.
    boolean endedAt(long count) {
        return lastRead == count && lastEvent == count;
    }

    /// What people are told.
    Table table(String gateway) {
        return new Table.Facts(
                "What the public watched at " + gateway,
                List.of(
                        fact("counts read", "%,d", reads),
                        fact("events of the stream", "%,d", events),
                        fact("last count, last event", "%,d, %,d", lastRead, lastEvent),
                        fact("counts that fell", "%,d", falls),
                        fact("counts that contradict another", "%,d", contradictions),
                        fact("counts ahead of the rows", "%,d", ahead),
                        fact("breakdowns that do not add up", "%,d", unbalanced)));
    }
}
