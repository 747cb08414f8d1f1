package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.counts;
import static org.rempart.loadtests.verdict.Table.fact;

import java.util.List;

/// An attack by those who do the work, and what it cost.
///
/// @param against what they met, as a part of a sentence
/// @param workers what they did
/// @param costs what that cost the gateway and its database
public record WorkersAttack(String against, WorkersFigures workers, CostFigures costs)
        implements Part {
    @Override
    public List<Table> tables() {
        double ours = costs.ofAttack();
        return List.of(
                new Table.Facts(
                        "Workers against " + against,
                        List.of(
                                fact("addresses", "%,d", workers.sources()),
                                fact("cores of each", "%,d", workers.coresASource()),
                                fact("for", "%.1f s", workers.seconds()),
                                fact("requests", "%,d", workers.requests()),
                                fact("challenges solved", "%,d", workers.solved()),
                                fact("solving alone allows", "%,.0f", workers.solvingAllows()),
                                fact("tries for each, on average", "%,.0f", workers.meanPrice()),
                                fact("tries at most", "%,d", workers.dearestPrice()),
                                counts("their rows", workers.states()),
                                fact("counted a second", "%,.1f", workers.countedASecond()),
                                fact(
                                        "counted of one address, at most",
                                        "%,d",
                                        workers.countedOfOneMost()),
                                fact("their processor time", "%,.0f s", workers.cpuSeconds()),
                                fact("ours for it", "%,.1f s", ours),
                                fact("theirs to ours", "%,.0f", workers.cpuSeconds() / ours),
                                fact(
                                        "ours for each request",
                                        "%,.0f µs",
                                        ours * 1e6 / Math.max(1, workers.requests())),
                                fact(
                                        "gateway, database, meanwhile",
                                        "%.2f s, %.2f s in %.1f s",
                                        costs.gateway(),
                                        costs.database(),
                                        costs.seconds()),
                                fact(
                                        "gateway, database, without them",
                                        "%.2f s, %.2f s in %.1f s",
                                        costs.quietGateway(),
                                        costs.quietDatabase(),
                                        costs.quietSeconds()))),
                new Table.Answers(
                        "Answers to workers against " + against,
                        List.of(Table.Asked.of("workers", workers.answers()))));
    }
}
