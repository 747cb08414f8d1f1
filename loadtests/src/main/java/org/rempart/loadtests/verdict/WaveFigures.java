package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.counts;
import static org.rempart.loadtests.verdict.Table.fact;

import java.util.List;
import java.util.Map;

/// A wave of forged signatures for which the work was done, at rates that were due.
///
/// @param forgers what they did, and what became of it
/// @param networks IPv4 /24 that they came from
/// @param due forgeries that were to be begun
/// @param begun forgeries that were
/// @param lateness how much later than due
public record WaveFigures(
        WorkersFigures forgers, int networks, long due, long begun, Percentiles lateness)
        implements Part {
    private static final String CHALLENGE = "challenge ";

    private static final String GIVEN = "challenge 200";

    private static final String POST = "post ";

    private static final String ACKNOWLEDGED = "post 20";

    /// Posts that were answered or given up.
    public long posted() {
        return answers(POST);
    }

    /// Posts that were not acknowledged.
    public long postsRefused() {
        return posted() - answers(ACKNOWLEDGED);
    }

    /// Challenges that were asked for.
    public long challengesAsked() {
        return answers(CHALLENGE);
    }

    /// Challenges that were not given.
    public long challengesRefused() {
        return challengesAsked() - answers(GIVEN);
    }

    private long answers(String beginning) {
        return forgers.answers().entrySet().stream()
                .filter(answer -> answer.getKey().startsWith(beginning))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "Forged signatures",
                        List.of(
                                fact(
                                        "addresses",
                                        "%,d in %,d networks",
                                        forgers.sources(),
                                        networks),
                                fact("for", "%.1f s", forgers.seconds()),
                                fact("begun", "%,d of %,d", begun, due),
                                fact("99 of 100 begun late by", "%.1f ms", lateness.p99()),
                                fact(
                                        "challenges refused",
                                        "%,d of %,d",
                                        challengesRefused(),
                                        challengesAsked()),
                                fact("posts refused", "%,d of %,d", postsRefused(), posted()),
                                counts("recorded, by state", forgers.states()),
                                fact(
                                        "counted of one address, at most",
                                        "%,d",
                                        forgers.countedOfOneMost()),
                                fact("tries for each, on average", "%,.0f", forgers.meanPrice()),
                                fact("tries at most", "%,d", forgers.dearestPrice()),
                                fact("their processor time", "%,.0f s", forgers.cpuSeconds()))),
                new Table.Answers(
                        "Answers to the forgers",
                        List.of(Table.Asked.of("forgers", forgers.answers()))));
    }
}
