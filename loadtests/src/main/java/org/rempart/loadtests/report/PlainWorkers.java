package org.rempart.loadtests.report;

import static org.rempart.loadtests.report.PlainReport.answers;

import org.rempart.loadtests.verdict.CostFigures;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.PriceFigures;
import org.rempart.loadtests.verdict.WorkersFigures;

import java.util.Formatter;

/// The part of a report on attackers who do the work.
final class PlainWorkers {
    private PlainWorkers() {}

    static void section(Formatter out, Evidence.OfWorkers evidence) {
        PriceFigures prices = evidence.prices();
        out.format(
                "genuine signers were asked for %,.0f tries on average, %,d at most; %d of %d times for more than %,d\n",
                prices.mean(), prices.dearest(), prices.aboveBase(), prices.asked(), prices.base());
        out.format("rows of genuine signers: %s\n\n", answers(evidence.states()));
        out.format("workers against budgets and a price that rises\n");
        attack(out, evidence.workers(), evidence.costs());
        out.format("the same against one fixed price, without budgets\n");
        attack(out, evidence.fixed(), evidence.fixedCosts());
        double ratio = evidence.fixed().countedASecond() / evidence.workers().countedASecond();
        out.format(
                "counted a second: %,.1f and %,.1f, %,.1f times as many\n\n",
                evidence.workers().countedASecond(), evidence.fixed().countedASecond(), ratio);
    }

    private static void attack(Formatter out, WorkersFigures workers, CostFigures costs) {
        out.format(
                "  %d sources with %d cores, %.1f s: %,d requests, %,d solved at %,.0f tries on average (N), %,d at most\n",
                workers.sources(),
                workers.coresASource(),
                workers.seconds(),
                workers.requests(),
                workers.solved(),
                workers.meanPrice(),
                workers.dearestPrice());
        out.format(
                "  rows: %s; of one source %,d counted at most; solving alone allows %,.0f\n",
                workers.states().isEmpty() ? "none" : answers(workers.states()),
                workers.countedOfOneMost(),
                workers.solvingAllows());
        out.format("  answers: %s\n", answers(workers.answers()));
        double ours = costs.ofAttack();
        out.format(
                "  CPU: theirs %,.0f s, ours %.1f s: %,.0f to 1 (%.1f s with what it takes without them: %,.0f to 1); %.0f µs of ours for each request\n",
                workers.cpuSeconds(),
                ours,
                workers.cpuSeconds() / ours,
                costs.whole(),
                workers.cpuSeconds() / costs.whole(),
                ours * 1e6 / Math.max(1, workers.requests()));
        out.format(
                "  ours in %.1f s of it: gateway %.2f s, database %.2f s; in %.1f quiet s behind it: %.2f s, %.2f s\n\n",
                costs.seconds(),
                costs.gateway(),
                costs.database(),
                costs.quietSeconds(),
                costs.quietGateway(),
                costs.quietDatabase());
    }
}
