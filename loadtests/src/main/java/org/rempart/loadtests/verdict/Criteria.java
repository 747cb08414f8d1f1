package org.rempart.loadtests.verdict;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.List;
import java.util.Locale;

/// Turns what was seen into criteria, each with its figure and its limit.
public final class Criteria {
    private Criteria() {}

    /// The criteria of a flood beside genuine signers.
    public static List<Criterion> of(Evidence evidence, Limits limits) {
        Reconciliation rows = evidence.reconciliation();
        SignerFigures signers = evidence.signers();
        FloodFigures flood = evidence.flood();
        return List.of(
                none("every acknowledged signature has its row", rows.missing().size()),
                none("no receipt stands for two signatures", rows.shared().size()),
                none("no signature has two rows", rows.twice().size()),
                none("no row is there that nobody was promised", rows.forged()),
                none("every row shows the country that was posted", rows.elsewhere().size()),
                count(rows, evidence.published()),
                none("no attack was accepted", flood.accepted()),
                none("a retry gets its first receipt", flood.otherReceipts()),
                success(signers, limits),
                atMost(
                        Of.SERVICE,
                        "genuine signers do not wait longer (p99)",
                        signers.waited().p99(),
                        limits.waitedP99Ms()),
                generatorNone("no genuine signer was dropped by the generator", signers.dropped()),
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
                tried(flood));
    }

    private static Criterion none(String name, long seen) {
        return new Criterion(Of.TRUTH, name, Long.toString(seen), "0", seen == 0);
    }

    private static Criterion generatorNone(String name, long seen) {
        return new Criterion(Of.GENERATOR, name, Long.toString(seen), "0", seen == 0);
    }

    private static Criterion atMost(Of of, String name, double ms, double limitMs) {
        return new Criterion(of, name, ms(ms), "≤ " + ms(limitMs), ms <= limitMs);
    }

    private static Criterion count(Reconciliation rows, Published published) {
        long byCountry = published.byCountry().values().stream().mapToLong(Long::longValue).sum();
        return new Criterion(
                Of.TRUTH,
                "count.json, the petition and its countries equal the counted rows",
                "%d, %d, %d".formatted(published.count(), published.petitionCount(), byCountry),
                "= " + rows.counted(),
                rows.agreesWith(published));
    }

    private static Criterion success(SignerFigures signers, Limits limits) {
        return new Criterion(
                Of.SERVICE,
                "genuine signers got through",
                "%s (%d of %d)"
                        .formatted(
                                percent(signers.successRate()),
                                signers.acknowledged(),
                                signers.due() - signers.dropped()),
                "≥ " + percent(limits.successRate()),
                signers.successRate() >= limits.successRate());
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

    private static String ms(double ms) {
        return String.format(Locale.ROOT, "%.0f ms", ms);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f %%", part * 100);
    }
}
