package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.verdict.Verdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

final class ReportFilesTest {
    @TempDir Path folder;
    private ReportFiles reports;

    @BeforeEach
    void emptyFolder() {
        Clock noon = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
        reports = new ReportFiles(folder, noon);
    }

    @Test
    void aVerdictIsThereInEveryForm() throws Exception {
        String text = write(Verdicts.slow());

        assertThat(text)
                .startsWith("GREEN  slow")
                .contains("report: " + folder.resolve("slow/verdict.html"));
        assertThat(folder.resolve("slow/verdict.txt")).hasContent(text);
        assertThat(folder.resolve("slow/verdict.json")).content().startsWith("{");
        assertThat(folder.resolve("slow/verdict.xml")).content().startsWith("<?xml");
        assertThat(folder.resolve("slow/verdict.html")).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void everyLinkLeadsToAFileBesideIt() throws Exception {
        Path gatling = folder.resolve("flood/gatling/flood simulation-1/index.html");
        Files.createDirectories(gatling.getParent());
        Files.writeString(gatling, "a report");

        String text = write(Verdicts.flood());

        assertThat(text).contains("gatling: " + gatling);
        Path page = folder.resolve("flood/verdict.html");
        Document read = Dom.parse(Files.readString(page));
        assertThat(Dom.all(read, "a"))
                .extracting(link -> link.getAttribute("href"))
                .contains("gatling/flood%20simulation-1/index.html", "../index.html")
                .allSatisfy(
                        href -> assertThat(Path.of(page.toUri().resolve(href))).isRegularFile());
    }

    @Test
    void whatGotWorseIsSaidInEveryForm() throws Exception {
        String text = write(Verdicts.regressed());

        assertThat(text)
                .startsWith("RED  slow")
                .containsPattern("FAILED +as in the earlier run: wait of genuine signers")
                .containsPattern("(?s)Beside the earlier run.* (\\d[\\d.]*) → .* ms  × 4.00")
                .contains("slow.connections: 2000");
        assertThat(folder.resolve("slow/verdict.html"))
                .content()
                .contains("Beside the earlier run", "× 4.00", "What to do: This got worse since");
        assertThat(folder.resolve("slow/verdict.xml"))
                .content()
                .contains("<failure ", "as in the earlier run: ");
        assertThat(folder.resolve("slow/verdict.json"))
                .content()
                .contains("\"baseline\"", "\"earlier\"", "\"cores\" : 4");
    }

    @Test
    void theIndexHasALineForEachRehearsal() throws Exception {
        write(Verdicts.slow());
        write(Verdicts.flood());
        reports.tell(Told.refused("soak", "the gateway does not consent " + Verdicts.HOSTILE));

        reports.tell(
                Told.unable("crash", "the gateway did not start\n  its log " + "x".repeat(300)));
        reports.tell(Told.notPlayed("workers", "crash was not green"));

        Document index = Dom.parse(Files.readString(folder.resolve("index.html")));
        assertThat(Dom.all(index, "li"))
                .extracting(Element::getTextContent)
                .satisfiesExactly(
                        line -> assertThat(line).contains("GREEN", "slow", "held against"),
                        line -> assertThat(line).contains("RED", "flood", "25,000 requests"),
                        line ->
                                assertThat(line)
                                        .contains("REFUSED", "soak", Verdicts.HOSTILE_SHOWN),
                        line ->
                                assertThat(line)
                                        .contains("UNABLE", "crash", "did not start its log x")
                                        .endsWith("x…"),
                        line -> assertThat(line).contains("NOT PLAYED", "workers", "crash was"));
        assertThat(Dom.all(index, "a"))
                .extracting(link -> link.getAttribute("href"))
                .containsExactly("slow/verdict.html", "flood/verdict.html");
    }

    @Test
    void aRehearsalWithoutAVerdictIsThereForPipelines() throws Exception {
        reports.tell(Told.unable("soak", "the gateway did not start"));

        assertThat(folder.resolve("soak/verdict.txt"))
                .hasContent("UNABLE  soak: the gateway did not start");
        assertThat(folder.resolve("soak/verdict.xml")).content().contains("<error ");
        assertThat(folder.resolve("soak/verdict.json"))
                .content()
                .contains("\"outcome\" : \"UNABLE\"", "the gateway did not start");
        assertThat(folder.resolve("soak/verdict.html")).doesNotExist();
    }

    private String write(Verdict verdict) throws IOException {
        Files.createDirectories(reports.folder(verdict.rehearsal()));
        return reports.write(verdict);
    }
}
