package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Verdict;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A verdict as one page that stands alone: the verdict in a sentence; what failed, and what to do
/// about it; what people met; what holds; then the figures.
final class HtmlReport {
    private HtmlReport() {}

    /// @param written when, in UTC
    /// @param links ways to the other files of this run
    static String of(Verdict verdict, Instant written, List<Link> links) {
        List<Element> parts = new ArrayList<>();
        parts.add(
                Element.of("header")
                        .holding(
                                Element.of("p")
                                        .with("class", "of")
                                        .text(
                                                "Rehearsal “%s”, %s"
                                                        .formatted(
                                                                verdict.rehearsal(),
                                                                minute(written))),
                                Page.word(verdict),
                                Element.of("h1", Headline.of(verdict))));
        TimelineChart charts = new TimelineChart(verdict.evidence().timeline());
        List<Of> questions = List.of(Of.TRUTH, Of.SERVICE, Of.GENERATOR);
        questions.stream()
                .filter(of -> !holds(verdict, of))
                .forEach(of -> criteria(parts, of, verdict.criteria()));
        charts(parts, "What genuine signers met, second by second", charts.ofSigners());
        questions.stream()
                .filter(of -> holds(verdict, of))
                .forEach(of -> criteria(parts, of, verdict.criteria()));
        charts(parts, "What the gateway said of itself", charts.ofGateways());
        verdict.evidence().tables().forEach(table -> parts.add(HtmlTable.of(table)));
        list(parts, "What to know about this run", verdict.notes());
        Element more = Element.of("ul");
        links.forEach(link ->
                more.holding(
                        Element.of("li")
                                .holding(Element.of("a", link.text()).with("href", link.href()))));
        parts.add(section("More").holding(more));
        return Page.of(
                "%s: %s".formatted(verdict.outcome(), verdict.rehearsal()),
                Element.of("main").holding(parts));
    }

    static Element section(String title) {
        return Element.of("section").holding(Element.of("h2", title));
    }

    static String minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace('T', ' ')
                .replace(":00Z", " UTC");
    }

    private static boolean holds(Verdict verdict, Of of) {
        return verdict.failed().stream().noneMatch(criterion -> criterion.of() == of);
    }

    private static void criteria(List<Element> parts, Of of, List<Criterion> criteria) {
        List<Criterion> failedFirst =
                criteria.stream()
                        .filter(criterion -> criterion.of() == of)
                        .sorted(Comparator.comparing(Criterion::passed))
                        .toList();
        if (failedFirst.isEmpty()) {
            return;
        }
        Element list = Element.of("ul").with("class", "criteria");
        failedFirst.forEach(criterion -> list.holding(criterion(criterion)));
        parts.add(section(question(of)).holding(list));
    }

    private static Element criterion(Criterion criterion) {
        Element item =
                Element.of("li")
                        .with("class", criterion.passed() ? "holds" : "fails")
                        .holding(
                                Element.of("span", criterion.passed() ? "holds" : "FAILS")
                                        .with("class", "mark"),
                                Element.of("span", criterion.name()).with("class", "name"),
                                Element.of("span")
                                        .with("class", "seen")
                                        .holding(
                                                Element.of("span", criterion.figure())
                                                        .with("class", "figure"),
                                                Element.of("span", "limit " + criterion.limit())
                                                        .with("class", "limit")));
        return criterion.passed()
                ? item
                : item.holding(
                        Element.of("p", "What to do: " + criterion.advice())
                                .with("class", "advice"));
    }

    private static String question(Of of) {
        return switch (of) {
            case TRUTH -> "Is the count true?";
            case SERVICE -> "Did genuine people get through, and did the gateway hold?";
            case GENERATOR -> "Was the rehearsal what it says it was?";
        };
    }

    private static void charts(List<Element> parts, String title, List<Element> charts) {
        if (!charts.isEmpty()) {
            parts.add(section(title).holding(charts));
        }
    }

    private static void list(List<Element> parts, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            Element list = Element.of("ul");
            lines.forEach(line -> list.holding(Element.of("li", line)));
            parts.add(section(title).holding(list));
        }
    }
}
