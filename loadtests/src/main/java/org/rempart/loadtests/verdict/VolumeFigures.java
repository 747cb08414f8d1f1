package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.List;
import java.util.Map;

/// What a volume of requests was, as its own process counted it.
///
/// @param kind `closed`, `pipelined` or `paced`
/// @param connections connections it kept
/// @param sources source addresses they came from
/// @param rate requests a second it was allowed, or paced at
/// @param seconds how long it sent
/// @param reach requests a second that this generator exchanged, just before, with a server of its
///   own that answers everything at once: what it could send if nobody held it back, less what that
///   server took of the same cores
/// @param sentASecond requests sent in a second, on average
/// @param sentInBestSecond in the second with the most
/// @param missed requests that were due by the pace and for which there was no time or no
///   connection
/// @param idle part of the time in which it had nothing to do but wait, 0 to 1
/// @param opened connections opened
/// @param endedByGateway connections that the gateway refused or ended without saying so in an
///   answer
/// @param gaveUp connections closed because an answer took too long
/// @param answered from sending to the answer's end
/// @param attacks by kind of request
/// @param cpuSeconds CPU time of its process
public record VolumeFigures(
        String kind,
        int connections,
        int sources,
        int rate,
        int seconds,
        double reach,
        double sentASecond,
        long sentInBestSecond,
        long missed,
        double idle,
        long opened,
        long endedByGateway,
        long gaveUp,
        Percentiles answered,
        List<AttackFigures> attacks,
        double cpuSeconds)
        implements Part {
    public VolumeFigures {
        attacks = List.copyOf(attacks);
    }

    /// One that left no figures: its process was ended, or failed.
    public static VolumeFigures none(String kind) {
        return new VolumeFigures(
                kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Percentiles.NONE, List.of(), 0);
    }

    /// Attacks that were accepted and must not be.
    public long accepted() {
        return attacks.stream()
                .filter(AttackFigures::mustNotBeAccepted)
                .mapToLong(AttackFigures::accepted)
                .sum();
    }

    /// Requests of one kind that were sent.
    public long sent(String kindOfRequest) {
        return attacks.stream()
                .filter(attack -> attack.kind().equals(kindOfRequest))
                .mapToLong(AttackFigures::sent)
                .sum();
    }

    /// Answers with a status of 500 or above.
    public long serverErrors() {
        return attacks.stream()
                .flatMap(attack -> attack.answers().entrySet().stream())
                .filter(answer -> answer.getKey().startsWith("5"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "What was sent (%s)".formatted(kind),
                        List.of(
                                fact("requests a second", "%,.0f", sentASecond),
                                fact("in the best second", "%,d", sentInBestSecond),
                                fact("for", "%,d s", seconds),
                                fact("what the generator could send a second", "%,.0f", reach),
                                fact("its time left over", "%.0f %%", idle * 100),
                                fact("connections kept", "%,d", connections),
                                fact("addresses", "%,d", sources),
                                fact("connections opened", "%,d", opened),
                                fact("ended by the gateway", "%,d", endedByGateway),
                                fact("given up", "%,d", gaveUp),
                                fact("not sent in time", "%,d", missed),
                                fact("half answered within", "%.1f ms", answered.p50()),
                                fact("99 of 100 answered within", "%.1f ms", answered.p99()))),
                new Table.Answers(
                        "Answers to what was sent",
                        attacks.stream().map(Table.Asked::of).toList()));
    }
}
