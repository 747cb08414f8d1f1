package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where reports are kept: a folder for each rehearsal with `verdict.html`, `.json`, `.xml` and
/// `.txt`, and `index.html` above them. One without a verdict leaves all but the page, so that a
/// pipeline shows it. Calls write to the disk.
public final class ReportFiles {
    private static final String PAGE = "verdict.html";
    static final String JSON = "verdict.json";
    private static final String TEXT = "verdict.txt";
    private static final String JUNIT = "verdict.xml";

    private final Path reports;
    private final Clock clock;
    private final List<Told> told = new ArrayList<>();

    /// @param reports the folder of all reports
    public ReportFiles(Path reports, Clock clock) {
        this.reports = reports.toAbsolutePath();
        this.clock = clock;
    }

    /// Where a rehearsal's report goes.
    public Path folder(String rehearsal) {
        return reports.resolve(rehearsal);
    }

    /// Writes a verdict in every form, into a folder that exists.
    ///
    /// @return the text for a terminal
    public String write(Verdict verdict) throws IOException {
        Path folder = folder(verdict.rehearsal());
        Instant now = clock.instant();
        List<Path> gatling = gatling(folder);
        StringBuilder text = new StringBuilder(PlainReport.of(verdict));
        text.append("report: %s\n".formatted(folder.resolve(PAGE)));
        gatling.forEach(page -> text.append("gatling: %s\n".formatted(page)));
        List<Link> links = new ArrayList<>();
        links.add(new Link("../index.html", "all rehearsals of this run"));
        links.add(new Link(JSON, "all figures as JSON"));
        links.add(new Link(JUNIT, "the criteria as JUnit XML"));
        links.add(new Link(TEXT, "the verdict as text"));
        gatling.forEach(page -> links.add(new Link(href(folder, page), "Gatling’s own report")));
        write(folder.resolve(JSON), JsonReport.of(verdict));
        write(folder.resolve(TEXT), text.toString());
        Files.writeString(folder.resolve(JUNIT), JUnitReport.of(verdict, now));
        Files.writeString(folder.resolve(PAGE), HtmlReport.of(verdict, now, links));
        list(
                new Told(
                        verdict.rehearsal(),
                        verdict.outcome().toString(),
                        Headline.of(verdict),
                        href(reports, folder.resolve(PAGE))));
        return text.toString();
    }

    /// Tells of a rehearsal that has no verdict.
    public void tell(Told line) throws IOException {
        tell(line, Optional.empty());
    }

    /// The same of one that several machines play.
    ///
    /// @param machine which of them this is
    public void tell(Told line, Optional<Place> machine) throws IOException {
        Path folder = Files.createDirectories(folder(line.rehearsal()));
        write(folder.resolve(TEXT), line.text());
        write(folder.resolve(JSON), JsonReport.of(line, machine));
        Files.writeString(folder.resolve(JUNIT), JUnitReport.of(line, clock.instant()));
        list(line);
    }

    /// What no encoding has, half a surrogate, becomes a question mark: a gateway may answer it.
    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void list(Told line) throws IOException {
        told.add(line);
        Files.writeString(reports.resolve("index.html"), IndexPage.of(told, clock.instant()));
    }

    private static List<Path> gatling(Path folder) throws IOException {
        Path gatling = folder.resolve("gatling");
        if (!Files.isDirectory(gatling)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(gatling, 2)) {
            return files.filter(file -> file.endsWith("index.html")).sorted().toList();
        }
    }

    private static String href(Path from, Path file) {
        return from.toUri().relativize(file.toUri()).toString();
    }
}
