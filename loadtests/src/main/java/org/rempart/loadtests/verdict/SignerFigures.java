package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.List;
import java.util.Map;

/// How the genuine signers fared.
///
/// @param due signers who were to come
/// @param dropped signers the generator could not send: the run means nothing if there are any
/// @param acknowledged signers whose signature was acknowledged, at the first try or a later one
/// @param waits waits the gateway asked for (429 and 503), over all signers
/// @param gaveUp the others, by what they met last
/// @param again answers to those who posted once more after they were acknowledged
/// @param waited what a signer waited for in all: from the moment they meant to come to the
///   acknowledgement, without their own thinking and solving
/// @param page from asking for the page to having it
/// @param challenge from asking for the challenge to having it, waits included
/// @param post from posting to the acknowledgement, waits included
/// @param solve solving, the generator's own queue included
/// @param lateness how much later than meant they came
public record SignerFigures(
        long due,
        long dropped,
        long acknowledged,
        long waits,
        Map<String, Long> gaveUp,
        Map<String, Long> again,
        Percentiles waited,
        Percentiles page,
        Percentiles challenge,
        Percentiles post,
        Percentiles solve,
        Percentiles lateness) {
    public SignerFigures {
        gaveUp = Map.copyOf(gaveUp);
        again = Map.copyOf(again);
    }

    /// Acknowledged signers among those who came, 0 to 1; 0 when nobody came.
    public double successRate() {
        long came = due - dropped;
        return came == 0 ? 0 : (double) acknowledged / came;
    }

    /// What of these can be better or worse than in another run. Success has a limit of its own in
    /// each.
    ///
    /// @param which of several crowds, as the end of a name
    List<Measure> measures(String which) {
        return List.of(
                Measure.higher(
                        "genuine signers who got through" + which, "%", successRate() * 100, false),
                Measure.lower(
                        "wait of genuine signers%s (p50)".formatted(which),
                        "ms",
                        waited.p50(),
                        acknowledged > 0),
                Measure.lower(
                        "wait of genuine signers%s (p99)".formatted(which),
                        "ms",
                        waited.p99(),
                        Comparison.hasTail(this)));
    }

    /// What people are told of these in few words.
    Table.Facts facts() {
        return new Table.Facts(
                "Genuine signers",
                List.of(
                        fact("came", "%,d", due - dropped),
                        fact("got through", "%,d (%.2f %%)", acknowledged, successRate() * 100),
                        fact("times they were asked to wait", "%,d", waits)));
    }

    /// What they waited for, apart from all of it.
    List<Table.Wait> waitsByStep() {
        return List.of(
                new Table.Wait("for the page", page),
                new Table.Wait("for the challenge", challenge),
                new Table.Wait("from post to acknowledgement", post),
                new Table.Wait("solving (their own time)", solve),
                new Table.Wait("came late by (generator)", lateness));
    }
}
