package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.ArrayList;
import java.util.List;

/// What the flood did, as its own process counted it.
///
/// @param usersDue attackers' connections that were to be opened
/// @param usersStarted those that were
/// @param sources source addresses it came from
/// @param lateness how much later than the most punctual one they started, against the schedule
/// @param attacks by kind
/// @param otherReceipts retries of an accepted post that got another receipt than the first answer
/// @param cpuSeconds CPU time of its process
public record FloodFigures(
        long usersDue,
        long usersStarted,
        int sources,
        Percentiles lateness,
        List<AttackFigures> attacks,
        long otherReceipts,
        double cpuSeconds)
        implements Part {
    /// A flood that left no figures: its process was ended, or failed.
    public static FloodFigures none(long usersDue, int sources) {
        return new FloodFigures(usersDue, 0, sources, Percentiles.NONE, List.of(), 0, 0);
    }

    public FloodFigures {
        attacks = List.copyOf(attacks);
    }

    /// These figures and one more kind of attack.
    public FloodFigures plus(AttackFigures attack, long moreOtherReceipts) {
        List<AttackFigures> all = new ArrayList<>(attacks);
        all.add(attack);
        return new FloodFigures(
                usersDue,
                usersStarted,
                sources,
                lateness,
                all,
                otherReceipts + moreOtherReceipts,
                cpuSeconds);
    }

    /// Attacks that were accepted and must not be.
    public long accepted() {
        return attacks.stream()
                .filter(AttackFigures::mustNotBeAccepted)
                .mapToLong(AttackFigures::accepted)
                .sum();
    }

    /// Requests sent, of all kinds.
    public long sent() {
        return attacks.stream().mapToLong(AttackFigures::sent).sum();
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "Forgers, who take challenges, solve, forge and replay",
                        List.of(
                                fact("requests", "%,d", sent()),
                                fact("connections", "%,d of %,d", usersStarted, usersDue),
                                fact("addresses", "%,d", sources),
                                fact("99 of 100 came late by", "%.1f ms", lateness.p99()),
                                fact("retries with another receipt", "%,d", otherReceipts))),
                new Table.Answers(
                        "Answers to the forgers", attacks.stream().map(Table.Asked::of).toList()));
    }
}
