package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Table;

import java.util.List;
import java.util.Locale;

/// A table as a section of a page: its chart, and all of it in a table.
final class HtmlTable {
    private HtmlTable() {}

    static Element of(Table table) {
        Element section = HtmlReport.section(table.title());
        return switch (table) {
            case Table.Waits waits ->
                    section.holding(Charts.waits(waits), waitsKey(), table(waits));
            case Table.Answers answers ->
                    section.holding(answersKey(), Charts.answers(answers), table(answers));
            case Table.Amounts amounts -> section.holding(Charts.amounts(amounts));
            case Table.Changes changes -> section.holding(table(changes));
            case Table.Facts facts -> section.holding(list(facts));
        };
    }

    private static Element waitsKey() {
        return Element.of("p")
                .with("class", "key")
                .text(
                        "The dot: half waited less. The bar’s end: 99 of 100 waited less. The thin"
                                + " line: the longest wait. Each step of the axis is ten times the"
                                + " one before.");
    }

    private static Element answersKey() {
        Element key = Element.of("ul").with("class", "key");
        for (AnswerClass kind : AnswerClass.values()) {
            key.holding(
                    Element.of("li")
                            .holding(
                                    Element.of("i").with("class", Charts.css(kind)),
                                    Element.of("span", kind.words())));
        }
        return key;
    }

    private static Element table(Table.Waits block) {
        Element body = Element.of("tbody");
        for (Table.Wait wait : block.waits()) {
            Element row = Element.of("tr").holding(head("row", wait.name()));
            for (double ms :
                    List.of(
                            wait.ms().p50(),
                            wait.ms().p90(),
                            wait.ms().p99(),
                            wait.ms().p999(),
                            wait.ms().max())) {
                row.holding(number(String.format(Locale.ROOT, "%,.1f", ms)));
            }
            body.holding(row);
        }
        Element row = Element.of("tr").holding(head("col", "ms"));
        List.of("p50", "p90", "p99", "p99.9", "max")
                .forEach(name -> row.holding(head("col", name).with("class", "number")));
        return table(row, body);
    }

    private static Element table(Table.Answers block) {
        Element body = Element.of("tbody");
        for (Table.Asked asked : block.asked()) {
            String none = asked.unanswered() == 0 ? "" : ", no answer: " + asked.unanswered();
            body.holding(
                    Element.of("tr")
                            .holding(
                                    head("row", asked.kind()),
                                    number(String.format(Locale.ROOT, "%,d", asked.sent())),
                                    Element.of("td", Table.counts(asked.answers()) + none)
                                            .with("class", "words")));
        }
        Element row =
                Element.of("tr")
                        .holding(
                                head("col", "kind"),
                                head("col", "sent").with("class", "number"),
                                head("col", "answers"));
        return table(row, body);
    }

    private static Element table(Table.Changes block) {
        Element body = Element.of("tbody");
        block.changes()
                .forEach(change ->
                        body.holding(
                                Element.of("tr")
                                        .holding(
                                                head("row", change.name()),
                                                number(amount(change.earlier(), change.unit())),
                                                number(amount(change.now(), change.unit())),
                                                number(Table.times(change).strip()))));
        Element row = Element.of("tr").holding(head("col", "figure"));
        List.of("earlier", "now", "change")
                .forEach(name -> row.holding(head("col", name).with("class", "number")));
        return table(row, body);
    }

    private static String amount(double value, String unit) {
        return String.format(Locale.ROOT, "%,.1f %s", value, unit);
    }

    /// Wider than a telephone, a table scrolls in itself.
    private static Element table(Element row, Element body) {
        return Element.of("div")
                .with("class", "wide")
                .with("tabindex", 0)
                .holding(Element.of("table").holding(Element.of("thead").holding(row), body));
    }

    private static Element head(String scope, String text) {
        return Element.of("th", text).with("scope", scope);
    }

    private static Element number(String text) {
        return Element.of("td", text).with("class", "number");
    }

    private static Element list(Table.Facts block) {
        Element list = Element.of("dl");
        for (Table.Fact fact : block.facts()) {
            list.holding(
                    Element.of("div")
                            .holding(
                                    Element.of("dt", fact.name()),
                                    Element.of("dd", fact.value().isEmpty() ? "–" : fact.value())));
        }
        return list;
    }
}
