package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.after;
import static org.rempart.loadtests.verdict.Table.fact;

import java.util.List;
import java.util.Map;

/// What an outage of the database was like.
///
/// @param kind `stop`, `kill` or `hang`
/// @param seconds how long the database was away
/// @param answers answers to all posts, by status and `code`, posts without an answer among them
/// @param answersDuring those answers that came, or should have come, while it was away
/// @param waitedDuring from the moment such a post should have been sent to its answer
/// @param recordedAfterS from the database's return to the moment when everything acknowledged was
///   in it, in seconds; negative: it was not in time
/// @param looksNotReady looks at the gateway's health, during the outage, that did not find it
///   ready
/// @param downAfterS from the outage's begin to the first look that found the database down;
///   negative: none did
/// @param looksUp looks after that, during the outage, that found the database up
/// @param heapBeforeMib heap in use before the outage, after a full collection; negative where
///   nobody could have it collected
/// @param heapMaxMib most heap seen in use
/// @param heapAfterMib heap in use after the outage, after a full collection, or negative
/// @param journalRowsMax most rows the journal was seen with
/// @param blockedWarnings warnings in the gateway's log that an event loop was blocked; negative
///   where nobody could read it
public record OutageFigures(
        String kind,
        int seconds,
        Map<String, Long> answers,
        Map<String, Long> answersDuring,
        Percentiles waitedDuring,
        double recordedAfterS,
        long looksNotReady,
        double downAfterS,
        long looksUp,
        double heapBeforeMib,
        double heapMaxMib,
        double heapAfterMib,
        long journalRowsMax,
        long blockedWarnings)
        implements Part {
    public OutageFigures {
        answers = Map.copyOf(answers);
        answersDuring = Map.copyOf(answersDuring);
    }

    /// Its limit is its own: within that it depends on when the database was looked for.
    @Override
    public List<Measure> measures() {
        return recordedAfterS < 0
                ? List.of()
                : List.of(
                        Measure.lower(
                                "everything recorded after the database's return",
                                "s",
                                recordedAfterS,
                                false));
    }

    /// Whether somebody could look into the gateway's process.
    boolean lookedInto() {
        return heapBeforeMib >= 0 && heapAfterMib >= 0;
    }

    private Table.Fact heap() {
        return lookedInto()
                ? fact(
                        "heap before, at most, after",
                        "%.1f, %.1f, %.1f MiB",
                        heapBeforeMib,
                        heapMaxMib,
                        heapAfterMib)
                : fact("heap at most", "%.1f MiB", heapMaxMib);
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "The outage (%s)".formatted(kind),
                        List.of(
                                fact("it lasted", "%,d s", seconds),
                                after("said to be down after", downAfterS),
                                after("all recorded after the return", recordedAfterS),
                                fact("rows in the journal, at most", "%,d", journalRowsMax),
                                heap())),
                new Table.Waits(
                        "How long posts waited during the outage",
                        List.of(new Table.Wait("from post to answer", waitedDuring))),
                new Table.Answers(
                        "Answers to posts",
                        List.of(
                                Table.Asked.of("all posts", answers),
                                Table.Asked.of("during the outage", answersDuring))));
    }
}
