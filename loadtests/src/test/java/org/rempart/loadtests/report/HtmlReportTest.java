package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.Verdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

final class HtmlReportTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:30Z");

    @Test
    void theVerdictComesFirstInOneSentence() throws Exception {
        String page = page(Verdicts.flood());

        assertThat(Dom.texts(Dom.parse(page), "h1"))
                .containsExactly(
                        "The count stayed true, but genuine people were not served well enough"
                                + " against a flood of 25,000 requests a second from 218 addresses:"
                                + " 1 of 28 criteria does not hold, namely “genuine signers do not"
                                + " wait much longer” (seen: 54 ms, allowed:"
                                + " ≤ 36 ms).");
        assertThat(page.indexOf("<h1")).isLessThan(page.indexOf("<section"));
        assertThat(page).contains("2026-11-23 12:00 UTC");
    }

    @Test
    void aFailedCriterionComesFirstAndSaysWhatToDo() throws Exception {
        Document page = Dom.parse(page(Verdicts.flood()));

        List<Element> failed =
                Dom.all(page, "li").stream()
                        .filter(item -> item.getAttribute("class").equals("fails"))
                        .toList();
        assertThat(failed).hasSize(1);
        assertThat(failed.getFirst().getTextContent())
                .contains("54 ms", "≤ 36 ms", "What to do: The attack takes processor time");
        assertThat(Dom.texts(page, "h2").getFirst()).startsWith("Did genuine people get through");
        assertThat(Dom.all(page, "li").getFirst()).isSameAs(failed.getFirst());
    }

    @Test
    void everyKindIsOneWellFormedPage() throws Exception {
        for (Verdict verdict : Verdicts.all()) {
            Document page = Dom.parse(page(verdict));

            assertThat(Dom.all(page, "h1")).hasSize(1);
            assertThat(
                            Dom.all(page, "li").stream()
                                    .filter(item ->
                                            item.getAttribute("class").matches("holds|fails")))
                    .hasSameSizeAs(verdict.criteria());
            assertThat(Dom.all(page, "svg")).isNotEmpty();
            assertThat(Dom.texts(page, "h2"))
                    .contains("How long genuine signers waited", "Processor time of each side");
        }
    }

    @Test
    void itAsksNobodyForAnything() throws Exception {
        for (Verdict verdict : Verdicts.all()) {
            Document page = Dom.parse(page(verdict));

            assertThat(Dom.values(page, "href"))
                    .containsExactlyInAnyOrder("data:,", "verdict.json");
            assertThat(Dom.attributes(page))
                    .doesNotContain("src", "srcset", "style", "action", "xlink:href", "data");
            assertThat(Dom.texts(page, "style"))
                    .singleElement()
                    .asString()
                    .doesNotContain("url(", "@import", "@font-face");
            assertThat(Dom.all(page, "script")).isEmpty();
        }
    }

    @Test
    void itsPolicyAllowsItsOwnStyleSheetAlone() throws Exception {
        Document page = Dom.parse(page(Verdicts.slow()));
        String style = Dom.texts(page, "style").getFirst();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(Dom.values(page, "content").getFirst())
                .startsWith("default-src 'none'; ")
                .contains(
                        "style-src 'sha256-%s';"
                                .formatted(Base64.getEncoder().encodeToString(digest)))
                .doesNotContain("unsafe", "http");
    }

    @Test
    void hostileTextStaysText() throws Exception {
        String written = page(Verdicts.hostile());
        Document page = Dom.parse(written);

        assertThat(Dom.all(page, "script")).isEmpty();
        assertThat(Dom.all(page, "img")).isEmpty();
        assertThat(Dom.attributes(page)).noneMatch(name -> name.startsWith("on"));
        assertThat(written).doesNotContain("\u0000", "\u001b", "\u202e", "<script", "<img");
        String shown = Verdicts.HOSTILE_SHOWN;
        assertThat(page.getDocumentElement().getTextContent())
                .contains(
                        "Rehearsal “" + shown + "”",
                        "“" + shown + "” (seen: " + shown + ", allowed: " + shown + ")",
                        "The outage (" + shown + ")",
                        "200 " + shown + ": 3");
        assertThat(Dom.texts(page, "dd")).contains("1: " + shown);
        assertThat(Dom.texts(page, "text")).contains(shown);
        assertThat(Dom.texts(page, "h3")).contains(shown + ", " + shown);
        assertThat(Dom.values(page, "aria-label")).contains(shown + ", " + shown + " over time");
    }

    @Test
    void whatWasNotSeenIsAGapInItsCurve() throws Exception {
        Document page = Dom.parse(page(Verdicts.flood()));

        // two parts of each of three series, and of both waits of signers, of whom some left
        assertThat(Dom.all(page, "polyline")).hasSize(6 + 4 + 2);
        assertThat(Dom.texts(page, "h3"))
                .containsExactly(
                        "genuine signers a second",
                        "how long those who got through had waited",
                        "pressure",
                        "price, tries at most",
                        "queue, rows");
    }

    @Test
    void whatSignersMetComesAfterWhatFailedAndBeforeAllElse() throws Exception {
        Document page = Dom.parse(page(Verdicts.flood()));

        assertThat(Dom.texts(page, "h2"))
                .containsSubsequence(
                        "Did genuine people get through, and did the gateway hold?",
                        "What genuine signers met, second by second",
                        "Is the count true?",
                        "What the gateway said of itself",
                        "How long genuine signers waited");
        // 18 ms in the middle, and up to 34 s in one second
        assertThat(scales(page)).contains(List.of("100 s", "10 s", "1 s", "100 ms", "10 ms"));
        assertThat(scales(page)).contains(List.of("33", "0"));
    }

    @Test
    void everyChartBearsALineWhereAnActBeganAndItsNameStandsAboveThem() throws Exception {
        Document page = Dom.parse(page(Verdicts.flood()));

        assertThat(Dom.texts(page, "text").stream().filter("during the flood"::equals))
                .as("once in each of two columns")
                .hasSize(2);
        // at 30 of 120 s, in five charts and below two names
        assertThat(
                        Dom.all(page, "line").stream()
                                .filter(line -> line.getAttribute("class").equals("mark"))
                                .filter(line -> line.getAttribute("x1").equals("25.00%")))
                .hasSize(7);
        assertThat(Dom.values(page, "aria-label"))
                .contains("what began when: 0 s: while it was quiet; 30 s: during the flood");
    }

    @Test
    void aPageOfTwoHoursAndFourGatewaysIsBelowAMegabyte() throws Exception {
        List<Double> seconds = new ArrayList<>();
        List<Double> noise = new ArrayList<>();
        for (int second = 0; second < 7_200; second++) {
            seconds.add(second + 0.01);
            noise.add(second == 4_321 ? 1e6 : 1_000.0 * (second * 7_919 % 997));
        }
        List<Timeline.Series> series = new ArrayList<>();
        for (int i = 0; i < 14 * 4; i++) {
            series.add(new Timeline.Series("figure " + i, "", List.of(), noise));
        }
        Verdict flood = Verdicts.flood();
        Timeline timeline =
                new Timeline(seconds, series)
                        .with(
                                Timelines.signersBySecond(7_200),
                                List.of(new Timeline.Mark(0, "quiet")));

        String page = page(Verdicts.with(flood, timeline));

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
        assertThat(
                        Dom.all(Dom.parse(page), "polyline").stream()
                                .filter(line -> line.getAttribute("class").equals("curve"))
                                .filter(line -> line.getAttribute("points").contains("600.1,0 ")))
                .as("the one second that stands out")
                .hasSize(14 * 4);
    }

    @Test
    void aRunThatNobodyLookedAtHasNoTimeline() throws Exception {
        assertThat(Dom.texts(Dom.parse(page(Verdicts.slow())), "h2"))
                .doesNotContain("What the gateway said of itself");
        assertThat(Dom.texts(Dom.parse(page(Verdicts.flood())), "h2"))
                .contains("What the gateway said of itself");
    }

    private static List<List<String>> scales(Document page) {
        return Dom.all(page, "span").stream()
                .filter(span -> span.getAttribute("class").equals("scale"))
                .map(scale -> scale.getTextContent().strip().lines().toList())
                .toList();
    }

    private static String page(Verdict verdict) {
        return HtmlReport.of(
                verdict, NOON, List.of(new Link("verdict.json", "all figures as JSON")));
    }
}
