package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Criteria.atMost;
import static org.rempart.loadtests.verdict.Criteria.count;
import static org.rempart.loadtests.verdict.Criteria.none;
import static org.rempart.loadtests.verdict.Criteria.percent;
import static org.rempart.loadtests.verdict.Criteria.success;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;

/// What a flood beside genuine signers is judged by.
public final class FloodCriteria {
    private FloodCriteria() {}

    /// Judges, criterion by criterion.
    public static List<Criterion> of(Evidence.OfFlood evidence, Limits limits) {
        Reconciliation rows = evidence.reconciliation();
        SignerFigures signers = evidence.signers();
        FloodFigures flood = evidence.flood();
        List<Criterion> all = new ArrayList<>(Criteria.truth(rows));
        all.addAll(
                List.of(
                        count(rows, evidence.published()),
                        none("no attack was accepted", flood.accepted()),
                        none("a retry gets its first receipt", flood.otherReceipts()),
                        success(signers, limits.successRate()),
                        atMost(
                                Of.SERVICE,
                                "genuine signers do not wait longer (p99)",
                                signers.waited().p99(),
                                limits.waitedP99Ms()),
                        none(
                                Of.GENERATOR,
                                "no genuine signer was dropped by the generator",
                                signers.dropped()),
                        atMost(
                                Of.GENERATOR,
                                "genuine signers came on time (p99)",
                                signers.lateness().p99(),
                                limits.latenessP99Ms()),
                        atMost(
                                Of.GENERATOR,
                                "attackers came on time (p99)",
                                flood.lateness().p99(),
                                limits.latenessP99Ms()),
                        started(flood, limits),
                        tried(flood)));
        return all;
    }

    private static Criterion started(FloodFigures flood, Limits limits) {
        boolean enough = flood.usersStarted() >= flood.usersDue() * limits.usersStarted();
        return new Criterion(
                Of.GENERATOR,
                "the attackers came",
                "%d of %d".formatted(flood.usersStarted(), flood.usersDue()),
                "≥ " + percent(limits.usersStarted()),
                enough && flood.usersStarted() > 0);
    }

    private static Criterion tried(FloodFigures flood) {
        List<String> untried =
                flood.attacks().stream()
                        .filter(attack -> attack.needed() && attack.sent() == 0)
                        .map(AttackFigures::kind)
                        .toList();
        return new Criterion(
                Of.GENERATOR,
                "every kind of attack was tried",
                untried.isEmpty() ? "all" : "not: " + String.join(", ", untried),
                "all",
                untried.isEmpty());
    }
}
