package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.report.JsonReport;
import org.rempart.loadtests.report.PlainReport;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command: plays the rehearsals it is asked for, each on a stage of its own, prints a verdict
/// after each, and ends with the code of [Exit].
public final class Main {
    private final PrintStream out;
    private final RandomGenerator random;

    private Main(PrintStream out, RandomGenerator random) {
        this.out = out;
        this.random = random;
    }

    static void main(String[] arguments) throws InterruptedException {
        Exit exit = Exit.GREEN;
        SecureRandom random = new SecureRandom();
        try {
            Programme programme = Programme.of(random, arguments);
            for (Rehearsal rehearsal : programme.rehearsals()) {
                exit = exit.and(new Main(System.out, random).play(rehearsal, programme.settings()));
            }
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("rehearsal: " + e.getMessage());
            exit = Exit.UNABLE;
        }
        System.exit(exit.code());
    }

    private Exit play(Rehearsal rehearsal, Settings settings)
            throws IOException, InterruptedException {
        Path folder = settings.reports().resolve(rehearsal.name()).toAbsolutePath();
        Folders.remove(folder);
        Files.createDirectories(folder);
        out.println("rehearsal " + rehearsal.name() + ", " + rehearsal.announcement(settings));
        Run run = new Run(settings, folder, Clock.systemUTC(), random);
        return switch (rehearsal.play(run)) {
            case Rehearsal.Ending.Judged(Verdict verdict) -> report(verdict, folder);
            case Rehearsal.Ending.Refused(String why) -> {
                out.println("REFUSED  " + rehearsal.name() + ": " + why);
                yield Exit.REFUSED;
            }
        };
    }

    private Exit report(Verdict verdict, Path folder) throws IOException {
        String text = PlainReport.of(verdict) + reports(folder);
        Files.writeString(folder.resolve("verdict.json"), JsonReport.of(verdict));
        Files.writeString(folder.resolve("verdict.txt"), text);
        out.println();
        out.print(text);
        return Exit.of(verdict.outcome());
    }

    /// Where the report is, and Gatling's own if there is one.
    private static String reports(Path folder) throws IOException {
        String report = "report: %s\n".formatted(folder.resolve("verdict.json"));
        Path gatling = folder.resolve("gatling");
        if (!Files.isDirectory(gatling)) {
            return report;
        }
        try (Stream<Path> files = Files.walk(gatling, 2)) {
            return report.concat(
                    files.filter(file -> file.endsWith("index.html"))
                            .map("gatling: %s\n"::formatted)
                            .collect(Collectors.joining()));
        }
    }
}
