package org.rempart.loadtests.report;

import java.time.Instant;
import java.util.List;

/// The rehearsals of one run, a line each.
final class IndexPage {
    private IndexPage() {}

    static String of(List<Told> told, Instant written) {
        Element list = Element.of("ul").with("class", "index");
        for (Told one : told) {
            Element name =
                    one.judged()
                            ? Element.of("a", one.rehearsal()).with("href", one.href())
                            : Element.of("span", one.rehearsal());
            list.holding(
                    Element.of("li")
                            .holding(
                                    Page.word(one.word()),
                                    name.with("class", "name"),
                                    Element.of("span", one.sentence())));
        }
        return Page.of(
                "Rehearsals",
                Element.of("main")
                        .holding(
                                Element.of("header")
                                        .holding(
                                                Element.of("p", HtmlReport.minute(written))
                                                        .with("class", "of"),
                                                Element.of("h1", "Rehearsals of one run")),
                                list));
    }
}
