package org.rempart.loadtests.verdict;

import org.rempart.loadtests.verdict.Aggregation.Rule;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Criteria that more than one rehearsal is judged by, each with its figure and its limit; and what
/// others are made of.
public final class Criteria {
    /// Longer than anything that did happen: a day.
    private static final double NEVER_S = 86_400;

    /// Criteria whose figures are the parts of one amount, of which others have other parts.
    ///
    /// @param criterion one of [#atLeast] and the like
    public static Criterion addedUp(Criterion criterion) {
        Aggregation each = criterion.aggregation();
        return criterion.aggregated(Rule.SUM_AT_LEAST, each.seen(), each.limit());
    }

    private Criteria() {}

    /// What every rehearsal is judged by: what was acknowledged is there, once, and nothing else
    /// is; and what every gateway published says so, in the end and all through the run.
    public static List<Criterion> truth(Evidence evidence) {
        Reconciliation rows = evidence.reconciliation();
        List<Criterion> all = new ArrayList<>();
        all.add(none("every acknowledged signature has its row", rows.missing().size()));
        all.add(none("no receipt stands for two signatures", rows.shared().size()));
        all.add(none("no signature has two rows", rows.twice().size()));
        all.add(
                none("no row is there that nobody was promised", rows.forged())
                        .advising(
                                "Something that was never acknowledged was recorded, or something else"
                                        + " writes to this petition. "
                                        + Of.TRUTH.advice()));
        all.add(none("every row shows the country that was posted", rows.elsewhere().size()));
        all.addAll(published(evidence));
        all.addAll(watched(evidence));
        return all;
    }

    private static List<Criterion> published(Evidence evidence) {
        if (evidence.published().size() == 1) {
            return List.of(
                    count(
                                    "count.json, the petition and its countries equal the counted rows",
                                    evidence.reconciliation(),
                                    evidence.published().values().iterator().next())
                            .advising(
                                    "A published figure is not the number of counted rows. Look for caches"
                                            + " in front of the gateway that hold it for longer than a"
                                            + " second; without any, keep the database for whoever"
                                            + " maintains the gateway."));
        }
        return evidence.published().entrySet().stream()
                .map(gateway ->
                        count(
                                        "count and breakdown of %s equal the counted rows"
                                                .formatted(gateway.getKey()),
                                        evidence.reconciliation(),
                                        gateway.getValue())
                                .advising(
                                        "This gateway publishes another figure than the database holds. Compare"
                                                + " it with the other gateways', and take it out of the balance"
                                                + " until they agree."))
                .toList();
    }

    private static Criterion count(String name, Reconciliation rows, Published published) {
        long byCountry = published.byCountry().values().stream().mapToLong(Long::longValue).sum();
        return Criterion.of(
                Of.TRUTH,
                name,
                "%d, %d, %d".formatted(published.count(), published.petitionCount(), byCountry),
                "= " + rows.counted(),
                rows.agreesWith(published));
    }

    private static List<Criterion> watched(Evidence evidence) {
        Map<String, WatchFigures> watched = evidence.watched();
        long counted = evidence.reconciliation().counted();
        return List.of(
                none("no published count goes down", sum(watched, WatchFigures::falls))
                        .advising(
                                "The public saw the count fall although nothing was removed. See"
                                        + " whether a cache or a balancer in front hands out old"
                                        + " counts; without any: "
                                        + Of.TRUTH.advice()),
                none(
                                "count.json and the event stream never contradict each other",
                                sum(watched, WatchFigures::contradictions))
                        .advising(
                                "Two counts were published for one moment, or a cache in front"
                                        + " changes what it hands out. Without any: "
                                        + Of.TRUTH.advice()),
                none(
                                "the countries add up to the count in every answer",
                                sum(watched, WatchFigures::unbalanced))
                        .advising(
                                "A breakdown that does not add up is taken for fraud. Look for"
                                        + " caches in front that cut answers together; without"
                                        + " any: "
                                        + Of.TRUTH.advice()),
                none("no published count is ahead of the rows", sum(watched, WatchFigures::ahead))
                        .advising(
                                "Something was counted before it was recorded, or was taken out"
                                        + " again. See that nobody held or removed signatures"
                                        + " meanwhile; if nobody did: "
                                        + Of.TRUTH.advice()),
                Criterion.of(
                                Of.TRUTH,
                                "what the public watched ends at the counted rows",
                                "%d of %d gateways"
                                        .formatted(
                                                watched.values().stream()
                                                        .filter(one -> one.endedAt(counted))
                                                        .count(),
                                                watched.size()),
                                "all",
                                watched.values().stream().allMatch(one -> one.endedAt(counted)))
                        .advising(
                                "A count or an event stream stays behind the rows. Reload the"
                                        + " petition at each gateway, compare it with the others',"
                                        + " and take the one that differs out of the balance."),
                some(
                                Of.GENERATOR,
                                "the counts of every gateway were watched",
                                watched.values().stream()
                                        .mapToLong(one -> Math.min(one.reads(), one.events()))
                                        .min()
                                        .orElse(0))
                        .advising(
                                "A gateway answered nobody who watched its count, or told its"
                                        + " event stream nothing. See that both can be reached"
                                        + " from here, and play it for longer."));
    }

    private static long sum(Map<String, WatchFigures> watched, ToLongFunction<WatchFigures> of) {
        return watched.values().stream().mapToLong(of).sum();
    }

    /// None of something that would make the count untrue.
    public static Criterion none(String name, long seen) {
        return none(Of.TRUTH, name, seen);
    }

    /// None of something.
    public static Criterion none(Of of, String name, long seen) {
        return Criterion.of(of, name, Long.toString(seen), "0", seen == 0)
                .aggregated(Rule.EACH_AT_MOST, seen, 0);
    }

    /// One of something at least.
    public static Criterion some(Of of, String name, long seen) {
        return Criterion.of(of, name, Long.toString(seen), "> 0", seen > 0)
                .aggregated(Rule.EACH_AT_LEAST, seen, 1);
    }

    /// As many of something as that, or more.
    public static Criterion atLeast(Of of, String name, long seen, long least) {
        return Criterion.of(of, name, number(seen), "≥ " + number(least), seen >= least)
                .aggregated(Rule.EACH_AT_LEAST, seen, least);
    }

    /// As many of something as that, or fewer.
    public static Criterion atMost(Of of, String name, long seen, long most) {
        return Criterion.of(of, name, number(seen), "≤ " + number(most), seen <= most)
                .aggregated(Rule.EACH_AT_MOST, seen, most);
    }

    /// That part of something, or more of it.
    ///
    /// @param seen 0 to 1
    /// @param least 0 to 1
    public static Criterion part(Of of, String name, double seen, double least) {
        return Criterion.of(of, name, percent(seen), "≥ " + percent(least), seen >= least)
                .aggregated(Rule.EACH_AT_LEAST, seen, least);
    }

    /// It took so many seconds, or fewer.
    ///
    /// @param seconds how long it took; negative when it did not happen
    public static Criterion within(Of of, String name, double seconds, double limitS) {
        return Criterion.of(
                        of,
                        name,
                        seconds < 0 ? "not" : String.format(Locale.ROOT, "%.1f s", seconds),
                        "≤ %s s".formatted(number(limitS)),
                        seconds >= 0 && seconds <= limitS)
                .aggregated(Rule.EACH_AT_MOST, seconds < 0 ? NEVER_S : seconds, limitS);
    }

    /// A wait of so many milliseconds, or a shorter one.
    public static Criterion quick(Of of, String name, double ms, double limitMs) {
        return Criterion.of(of, name, ms(ms), "≤ " + ms(limitMs), ms <= limitMs)
                .aggregated(Rule.EACH_AT_MOST, ms, limitMs);
    }

    /// Most genuine signers got through.
    ///
    /// @param least which part of them, 0 to 1
    public static Criterion success(SignerFigures signers, double least) {
        return success("genuine signers got through", signers, least);
    }

    /// The same of one of several crowds.
    public static Criterion success(String name, SignerFigures signers, double least) {
        return Criterion.of(
                        Of.SERVICE,
                        name,
                        "%s (%d of %d)"
                                .formatted(
                                        percent(signers.successRate()),
                                        signers.acknowledged(),
                                        signers.due() - signers.dropped()),
                        "≥ " + percent(least),
                        signers.successRate() >= least)
                .aggregated(Rule.EACH_AT_LEAST, signers.successRate(), least)
                .advising(
                        "See what those who gave up met last: 429 says that budgets are too"
                                + " small for what came from one address, 503 that gateway or"
                                + " database is too small, no answer that something before the"
                                + " gateway cut the connection.");
    }

    /// Most genuine signatures are counted.
    ///
    /// @param states states of their rows
    /// @param least which part of them, 0 to 1
    public static Criterion counted(Map<String, Long> states, double least) {
        long rows = states.values().stream().mapToLong(Long::longValue).sum();
        long counted = states.getOrDefault(Row.COUNTED, 0L);
        double part = rows == 0 ? 0 : (double) counted / rows;
        return Criterion.of(
                        Of.SERVICE,
                        "genuine signatures are counted, not held",
                        "%s (%d of %d)".formatted(percent(part), counted, rows),
                        "≥ " + percent(least),
                        part >= least)
                .aggregated(Rule.EACH_AT_LEAST, part, least)
                .advising(
                        "Genuine signers share an address or a network that is over its budget."
                                + " Name such networks in source.larger-budgets, and let the"
                                + " operators release what is held.");
    }

    /// The generator sent every genuine signer.
    public static Criterion noneDropped(SignerFigures signers) {
        return none(Of.GENERATOR, "no genuine signer was dropped", signers.dropped());
    }

    /// The generator sent every genuine signer of one of several crowds, and each on time.
    public static List<Criterion> came(String when, SignerFigures signers, double latenessMs) {
        return List.of(
                none(
                        Of.GENERATOR,
                        "no genuine signer was dropped (%s)".formatted(when),
                        signers.dropped()),
                quick(
                        Of.GENERATOR,
                        "genuine signers came on time (%s, p99)".formatted(when),
                        signers.lateness().p99(),
                        latenessMs));
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f %%", part * 100);
    }

    private static String ms(double ms) {
        return String.format(Locale.ROOT, "%.0f ms", ms);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// As an operator wrote it.
    static String number(double number) {
        return number == Math.rint(number)
                ? number((long) number)
                : String.format(Locale.ROOT, "%,.1f", number);
    }
}
