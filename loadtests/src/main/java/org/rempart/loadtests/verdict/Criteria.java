package org.rempart.loadtests.verdict;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Criteria that more than one rehearsal is judged by, each with its figure and its limit.
final class Criteria {
    private Criteria() {}

    /// What was acknowledged is there, once, and nothing else is.
    static List<Criterion> truth(Reconciliation rows) {
        return List.of(
                none("every acknowledged signature has its row", rows.missing().size()),
                none("no receipt stands for two signatures", rows.shared().size()),
                none("no signature has two rows", rows.twice().size()),
                none("no row is there that nobody was promised", rows.forged()),
                none("every row shows the country that was posted", rows.elsewhere().size()));
    }

    static Criterion none(String name, long seen) {
        return none(Of.TRUTH, name, seen);
    }

    static Criterion none(Of of, String name, long seen) {
        return new Criterion(of, name, Long.toString(seen), "0", seen == 0);
    }

    static Criterion some(Of of, String name, long seen) {
        return new Criterion(of, name, Long.toString(seen), "> 0", seen > 0);
    }

    /// @param seconds how long it took; negative when it did not happen
    static Criterion within(Of of, String name, double seconds, int limitS) {
        return new Criterion(
                of,
                name,
                seconds < 0 ? "not" : String.format(Locale.ROOT, "%.1f s", seconds),
                "≤ %d s".formatted(limitS),
                seconds >= 0 && seconds <= limitS);
    }

    static Criterion atMost(Of of, String name, double ms, double limitMs) {
        return new Criterion(of, name, ms(ms), "≤ " + ms(limitMs), ms <= limitMs);
    }

    static Criterion count(Reconciliation rows, Published published) {
        return count(
                "count.json, the petition and its countries equal the counted rows",
                rows,
                published);
    }

    static Criterion count(String name, Reconciliation rows, Published published) {
        long byCountry = published.byCountry().values().stream().mapToLong(Long::longValue).sum();
        return new Criterion(
                Of.TRUTH,
                name,
                "%d, %d, %d".formatted(published.count(), published.petitionCount(), byCountry),
                "= " + rows.counted(),
                rows.agreesWith(published));
    }

    static Criterion success(SignerFigures signers, double least) {
        return success("genuine signers got through", signers, least);
    }

    static Criterion success(String name, SignerFigures signers, double least) {
        return new Criterion(
                Of.SERVICE,
                name,
                "%s (%d of %d)"
                        .formatted(
                                percent(signers.successRate()),
                                signers.acknowledged(),
                                signers.due() - signers.dropped()),
                "≥ " + percent(least),
                signers.successRate() >= least);
    }

    static Criterion counted(Map<String, Long> states, double least) {
        long rows = states.values().stream().mapToLong(Long::longValue).sum();
        long counted = states.getOrDefault(Row.COUNTED, 0L);
        double part = rows == 0 ? 0 : (double) counted / rows;
        return new Criterion(
                Of.SERVICE,
                "genuine signatures are counted, not held",
                "%s (%d of %d)".formatted(percent(part), counted, rows),
                "≥ " + percent(least),
                part >= least);
    }

    static String ms(double ms) {
        return String.format(Locale.ROOT, "%.0f ms", ms);
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f %%", part * 100);
    }
}
