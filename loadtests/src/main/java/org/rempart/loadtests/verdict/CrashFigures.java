package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.after;
import static org.rempart.loadtests.verdict.Table.counts;
import static org.rempart.loadtests.verdict.Table.fact;
import static org.rempart.loadtests.verdict.Table.some;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a crash campaign did, and what it met.
///
/// @param seed what its plan was drawn from
/// @param killsDue SIGKILLs in the plan
/// @param kills SIGKILLs carried out
/// @param strikes blows carried out, by kind
/// @param acknowledged signatures by the status that acknowledged them: `201`, `202`
/// @param answers answers to posts, by status and `code`, posts without an answer among them
/// @param unansweredSignatures signatures of whose posts none was ever answered for good
/// @param inDoubt batches in doubt, as far as gateways lived to tell of them
/// @param gatewayLives starts of gateways
/// @param gatewayEndsUnasked gateways that ended without having been told to
/// @param stopsOutOfOrder why, of ready gateways told to stop that did not leave in time with exit
///   code 0
/// @param journalRowsMax most rows a journal was seen with
/// @param drainedAfterS from the last signer to empty journals and queues, in seconds; negative:
///   they did not become empty
public record CrashFigures(
        long seed,
        long killsDue,
        long kills,
        Map<String, Long> strikes,
        Map<String, Long> acknowledged,
        Map<String, Long> answers,
        long unansweredSignatures,
        InDoubt inDoubt,
        long gatewayLives,
        long gatewayEndsUnasked,
        List<String> stopsOutOfOrder,
        long journalRowsMax,
        double drainedAfterS)
        implements Part {
    public CrashFigures {
        strikes = Map.copyOf(strikes);
        acknowledged = Map.copyOf(acknowledged);
        answers = Map.copyOf(answers);
        stopsOutOfOrder = List.copyOf(stopsOutOfOrder);
    }

    @Override
    public List<Table> tables() {
        List<Table.Fact> facts = new ArrayList<>();
        facts.add(fact("kills", "%,d of %,d", kills, killsDue));
        facts.add(counts("blows", strikes));
        facts.add(fact("starts of gateways", "%,d", gatewayLives));
        facts.add(fact("gateways that ended unasked", "%,d", gatewayEndsUnasked));
        facts.addAll(some("stops out of order", stopsOutOfOrder));
        facts.add(counts("signatures acknowledged", acknowledged));
        facts.add(fact("signatures without an answer", "%,d", unansweredSignatures));
        facts.add(fact("batches in doubt, at least", "%,d", inDoubt.batches()));
        facts.add(
                fact(
                        "of their rows committed, not committed, not answered",
                        "%,d, %,d, %,d",
                        inDoubt.committed(),
                        inDoubt.notCommitted(),
                        inDoubt.unanswered()));
        facts.add(fact("rows in a journal, at most", "%,d", journalRowsMax));
        facts.add(after("journals empty after the last signer", drainedAfterS));
        return List.of(
                new Table.Facts("The campaign of seed " + seed, facts),
                new Table.Answers("Answers to posts", List.of(Table.Asked.of("posts", answers))));
    }
}
