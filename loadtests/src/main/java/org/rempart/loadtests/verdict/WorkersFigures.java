package org.rempart.loadtests.verdict;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What attackers did who do the work, and what became of it. Prices and CPU time are those at full
/// scale: the solving is simulated.
///
/// @param sources source addresses they came from
/// @param coresASource cores of each that solve
/// @param seconds how long they went on
/// @param requests requests sent
/// @param solved challenges solved
/// @param cpuSeconds CPU time that took them
/// @param meanPrice tries at most (N) of what they solved, on average
/// @param dearestPrice at most
/// @param answers answers to challenges and posts, by status and `code`
/// @param states states of the rows of theirs
/// @param countedOfOneMost counted rows of the source with the most
public record WorkersFigures(
        int sources,
        int coresASource,
        double seconds,
        long requests,
        long solved,
        double cpuSeconds,
        double meanPrice,
        long dearestPrice,
        Map<String, Long> answers,
        Map<String, Long> states,
        long countedOfOneMost) {
    public WorkersFigures {
        answers = Collections.unmodifiableMap(new TreeMap<>(answers));
        states = Collections.unmodifiableMap(new TreeMap<>(states));
    }

    /// Counted rows.
    public long counted() {
        return states.getOrDefault(Row.COUNTED, 0L);
    }

    /// Counted rows in a second, on average.
    public double countedASecond() {
        return seconds <= 0 ? 0 : counted() / seconds;
    }

    /// What they could have solved in that time at that price, had nothing else held them.
    public double solvingAllows() {
        return cpuSeconds <= 0 ? 0 : sources * coresASource * seconds * solved / cpuSeconds;
    }
}
