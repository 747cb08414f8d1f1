package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.verdict.Verdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.time.Instant;
import java.util.List;

final class JUnitReportTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:30.5Z");

    @Test
    void aSuiteHasACaseForEachCriterion() throws Exception {
        for (Verdict verdict : Verdicts.all()) {
            Document xml = parse(verdict);

            assertThat(xml.getDocumentElement().getTagName()).isEqualTo("testsuites");
            Element suite = Dom.all(xml, "testsuite").getFirst();
            assertThat(suite.getAttribute("name")).isEqualTo(verdict.rehearsal());
            assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-23T12:00:30");
            assertThat(Dom.all(xml, "testcase"))
                    .extracting(testcase -> testcase.getAttribute("name"))
                    .containsExactlyElementsOf(
                            verdict.criteria().stream()
                                    .map(criterion -> criterion.name())
                                    .toList());
            for (Element counted : List.of(xml.getDocumentElement(), suite)) {
                assertThat(counted.getAttribute("tests"))
                        .isEqualTo(Integer.toString(verdict.criteria().size()));
                assertThat(counted.getAttribute("failures"))
                        .isEqualTo(Integer.toString(Dom.all(xml, "failure").size()));
                assertThat(counted.getAttribute("errors"))
                        .isEqualTo(Integer.toString(Dom.all(xml, "error").size()));
            }
        }
    }

    /// GitLab takes the first of several cases with the same class and name.
    @Test
    void noTwoCasesHaveTheSameClassAndName() throws Exception {
        for (Verdict verdict : Verdicts.all()) {
            assertThat(Dom.all(parse(verdict), "testcase"))
                    .extracting(testcase ->
                            testcase.getAttribute("classname") + testcase.getAttribute("name"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatTheGatewayFailsIsAFailure() throws Exception {
        Document xml = parse(Verdicts.flood());

        assertThat(Dom.all(xml, "error")).isEmpty();
        Element failure = Dom.all(xml, "failure").getFirst();
        assertThat(failure.getAttribute("message")).isEqualTo("seen: 54 ms, limit: ≤ 36 ms");
        assertThat(failure.getAttribute("type")).isEqualTo("SERVICE");
        assertThat(failure.getTextContent())
                .contains("seen: 54 ms, limit: ≤ 36 ms", "What to do: ");
        assertThat(((Element) failure.getParentNode()).getAttribute("classname"))
                .isEqualTo("rehearsal.flood.service");
    }

    @Test
    void whatTheRehearsalItselfFailsIsAnError() throws Exception {
        Document xml = parse(Verdicts.crash());

        assertThat(Dom.all(xml, "failure")).isEmpty();
        assertThat(Dom.all(xml, "error"))
                .singleElement()
                .extracting(error -> error.getAttribute("message"))
                .isEqualTo("seen: 19, limit: = 20");
    }

    @Test
    void aRehearsalWithoutAVerdictIsAnError() throws Exception {
        for (Told told :
                List.of(
                        Told.unable("soak", "the gateway did not start " + Verdicts.HOSTILE),
                        Told.refused("soak", "the gateway does not consent"))) {
            Document xml = Dom.parse(JUnitReport.of(told, NOON));

            Element error = Dom.all(xml, "error").getFirst();
            assertThat(error.getAttribute("type")).isEqualTo(told.word());
            assertThat(error.getAttribute("message")).startsWith("the gateway d");
            assertThat(error.getTextContent()).startsWith(told.word() + "  soak: the gateway d");
            assertThat(((Element) error.getParentNode()).getAttribute("classname"))
                    .isEqualTo("rehearsal.soak");
            for (Element counted : counted(xml)) {
                assertThat(counted.getAttribute("tests")).isEqualTo("1");
                assertThat(counted.getAttribute("errors")).isEqualTo("1");
            }
        }
    }

    @Test
    void oneThatWasNotPlayedIsSkipped() throws Exception {
        Document xml = Dom.parse(JUnitReport.of(Told.notPlayed("soak", "flood was RED"), NOON));

        assertThat(Dom.all(xml, "skipped").getFirst().getAttribute("message"))
                .isEqualTo("flood was RED");
        assertThat(Dom.all(xml, "testsuite").getFirst().getAttribute("skipped")).isEqualTo("1");
        assertThat(counted(xml)).allMatch(counted -> counted.getAttribute("errors").equals("0"));
    }

    private static List<Element> counted(Document xml) {
        return List.of(xml.getDocumentElement(), Dom.all(xml, "testsuite").getFirst());
    }

    @Test
    void hostileTextStaysText() throws Exception {
        Document xml = parse(Verdicts.hostile());

        assertThat(Dom.all(xml, "*"))
                .extracting(Element::getTagName)
                .containsOnly(
                        "testsuites",
                        "testsuite",
                        "properties",
                        "property",
                        "testcase",
                        "failure",
                        "error",
                        "system-out");
        assertThat(Dom.values(xml, "message"))
                .contains("seen: %1$s, limit: %1$s".formatted(Verdicts.HOSTILE_SHOWN));
    }

    private static Document parse(Verdict verdict) throws Exception {
        return Dom.parse(JUnitReport.of(verdict, NOON));
    }
}
