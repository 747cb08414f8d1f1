package org.rempart.loadtests.flood;

import org.rempart.loadtests.verdict.Percentiles;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What became of work that was posted several times in one moment.
///
/// @param pieces pieces of work
/// @param gateways gateways they were posted to
/// @param posts posts in all
/// @param firstReceipts accepted with the first receipt of their content: the one that bought the
///   signature, and its retries
/// @param otherReceipts accepted with another receipt, though their content had one
/// @param bought accepted with other content, though the work was spent
/// @param spent refused as `challenge_spent`
/// @param turnedAway those of them whose content had bought the signature
/// @param others other answers, by status and `code`
/// @param unanswered posts without an answer
/// @param moments from the first post of each piece to the last
public record ReplayFigures(
        long pieces,
        int gateways,
        long posts,
        long firstReceipts,
        long otherReceipts,
        long bought,
        long spent,
        long turnedAway,
        Map<String, Long> others,
        long unanswered,
        Percentiles moments) {
    public ReplayFigures {
        others = Collections.unmodifiableMap(new TreeMap<>(others));
    }
}
