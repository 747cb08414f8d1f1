package org.rempart.loadtests.worker;

import static org.rempart.loadtests.verdict.Table.counts;
import static org.rempart.loadtests.verdict.Table.fact;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.Table;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was hoarded, and what it bought. Prices and CPU time are those at full scale: the solving
/// is simulated.
///
/// @param sources source addresses
/// @param gateways gateways it was released on
/// @param challenges whether challenges were asked for as planned
/// @param collected challenges that were given
/// @param solved solutions in hand when all was released
/// @param posted posts, one for each solution
/// @param recorded answers 201
/// @param accepted answers 202
/// @param refused the others, by status and `code`, or by what was met instead
/// @param connections on which they were posted, each with one post at a time
/// @param sendingS seconds from the first post to the last
/// @param postedInFirstSecond posts within the first second of that
/// @param cpuSeconds CPU time that solving took
/// @param meanPrice tries at most (N) of what was solved, on average
/// @param states states of their rows
/// @param countedOfOneMost counted rows of the source with the most
public record HoardFigures(
        int sources,
        int gateways,
        TempoFigures challenges,
        long collected,
        long solved,
        long posted,
        long recorded,
        long accepted,
        Map<String, Long> refused,
        int connections,
        double sendingS,
        long postedInFirstSecond,
        double cpuSeconds,
        double meanPrice,
        Map<String, Long> states,
        long countedOfOneMost)
        implements Part {
    private static final String EXPIRED = "403 challenge_expired";

    private static final String COUNTED = "counted";

    private static final String HELD = "held";

    public HoardFigures {
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
        states = Collections.unmodifiableMap(new TreeMap<>(states));
    }

    /// Solutions that came too late.
    @JsonProperty
    public long expired() {
        return refused.getOrDefault(EXPIRED, 0L);
    }

    /// Rows that are counted.
    @JsonProperty
    public long counted() {
        return states.getOrDefault(COUNTED, 0L);
    }

    /// Rows that are there and not counted.
    @JsonProperty
    public long held() {
        return states.getOrDefault(HELD, 0L);
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "What was hoarded, and what it bought",
                        List.of(
                                fact("addresses", "%,d", sources),
                                fact("gateways", "%,d", gateways),
                                fact(
                                        "challenges asked for",
                                        "%,d of %,d",
                                        challenges.begun(),
                                        challenges.due()),
                                fact("challenges given", "%,d", collected),
                                fact("solutions in hand", "%,d", solved),
                                fact("tries for each, on average", "%,.0f", meanPrice),
                                fact("their processor time", "%,.0f s", cpuSeconds),
                                fact("connections", "%,d", connections),
                                fact("posted", "%,d in %.1f s", posted, sendingS),
                                fact("within the first second", "%,d", postedInFirstSecond),
                                fact("had expired", "%,d", expired()),
                                counts("their rows", states),
                                fact("counted of one address, at most", "%,d", countedOfOneMost))),
                new Table.Answers(
                        "Answers to what was hoarded", List.of(Table.Asked.of("posts", answers()))),
                new Table.Waits(
                        "How late challenges were asked for (generator)",
                        List.of(new Table.Wait("challenges", challenges.lateness()))));
    }

    private Map<String, Long> answers() {
        Map<String, Long> answers = new TreeMap<>(refused);
        answers.put("201", recorded);
        answers.put("202", accepted);
        answers.values().removeIf(count -> count == 0);
        return answers;
    }
}
