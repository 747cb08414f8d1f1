package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Verdict;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// A verdict as JUnit XML: one `testsuite`, and one `testcase` a criterion. A criterion of the
/// gateway that does not hold is a `failure`, one of the rehearsal itself an `error`. A rehearsal
/// without a verdict is one case: an `error`, or `skipped` where nobody tried to play it.
///
/// Names and order of elements follow what Jenkins checks (xunit-plugin, junit-10.xsd). GitLab
/// shows `classname` and `name`, takes one case for each pair of them, and shows an element's text
/// and not its `message` (GitLab issues 299086, 53668): so the text says everything.
final class JUnitReport {
    private JUnitReport() {}

    /// @param written when, in UTC
    static String of(Verdict verdict, Instant written) {
        List<Criterion> criteria = verdict.criteria();
        long errors = failed(criteria, Of.GENERATOR);
        long failures = failed(criteria, Of.TRUTH) + failed(criteria, Of.SERVICE);
        Counts counts = new Counts(verdict.rehearsal(), criteria.size(), failures, errors);
        Element suite = counts.suite(0, written);
        suite.holding(
                Element.of("properties")
                        .holding(
                                Element.of("property")
                                        .with("name", "outcome")
                                        .with("value", verdict.outcome())));
        criteria.forEach(criterion -> suite.holding(testcase(verdict.rehearsal(), criterion)));
        suite.holding(Element.of("system-out", Headline.of(verdict)));
        return counts.document(suite);
    }

    /// @param written when, in UTC
    static String of(Told told, Instant written) {
        Counts counts = new Counts(told.rehearsal(), 1, 0, told.skipped() ? 0 : 1);
        Element end =
                told.skipped()
                        ? Element.of("skipped").with("message", told.sentence())
                        : Element.of("error")
                                .with("type", told.word())
                                .with("message", told.sentence())
                                .text(told.text());
        return counts.document(
                counts.suite(told.skipped() ? 1 : 0, written)
                        .holding(
                                Element.of("testcase")
                                        .with("classname", "rehearsal." + told.rehearsal())
                                        .with("name", "the rehearsal has a verdict")
                                        .with("time", 0)
                                        .holding(end)));
    }

    /// What elements above the cases say of them.
    private record Counts(String rehearsal, int tests, long failures, long errors) {
        private Element element(String name) {
            return Element.of(name)
                    .with("name", rehearsal)
                    .with("tests", tests)
                    .with("failures", failures)
                    .with("errors", errors)
                    .with("time", 0);
        }

        private Element suite(int skipped, Instant written) {
            String second = written.truncatedTo(ChronoUnit.SECONDS).toString();
            return element("testsuite")
                    .with("skipped", skipped)
                    .with("timestamp", second.replace("Z", ""));
        }

        private String document(Element suite) {
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    + element("testsuites").holding(suite)
                    + "\n";
        }
    }

    private static Element testcase(String rehearsal, Criterion criterion) {
        Element testcase =
                Element.of("testcase")
                        .with(
                                "classname",
                                "rehearsal.%s.%s"
                                        .formatted(
                                                rehearsal,
                                                criterion.of().name().toLowerCase(Locale.ROOT)))
                        .with("name", criterion.name())
                        .with("time", 0);
        if (criterion.passed()) {
            return testcase;
        }
        String seen = "seen: %s, limit: %s".formatted(criterion.figure(), criterion.limit());
        return testcase.holding(
                Element.of(criterion.of() == Of.GENERATOR ? "error" : "failure")
                        .with("type", criterion.of())
                        .with("message", seen)
                        .text(
                                "%s\n%s\nWhat to do: %s"
                                        .formatted(criterion.name(), seen, criterion.advice())));
    }

    private static long failed(List<Criterion> criteria, Of of) {
        return criteria.stream()
                .filter(criterion -> criterion.of() == of && !criterion.passed())
                .count();
    }
}
