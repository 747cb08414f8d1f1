package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.report.ReportFiles;
import org.rempart.loadtests.report.Told;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// The command: plays the rehearsals it is asked for, each on a stage of its own, prints a verdict
/// after each, and ends with the code of [Exit].
public final class Main {
    private final PrintStream out;
    private final RandomGenerator random;
    private final ReportFiles reports;

    private Main(PrintStream out, RandomGenerator random, ReportFiles reports) {
        this.out = out;
        this.random = random;
        this.reports = reports;
    }

    static void main(String[] arguments) throws InterruptedException {
        Exit exit = Exit.GREEN;
        SecureRandom random = new SecureRandom();
        try {
            Programme programme = Programme.of(random, arguments);
            Settings settings = programme.settings();
            ReportFiles reports = new ReportFiles(settings.reports(), Clock.systemUTC());
            Main main = new Main(System.out, random, reports);
            for (Rehearsal rehearsal : programme.rehearsals()) {
                exit = exit.and(main.play(rehearsal, settings));
            }
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("rehearsal: " + e.getMessage());
            exit = Exit.UNABLE;
        }
        System.exit(exit.code());
    }

    private Exit play(Rehearsal rehearsal, Settings settings)
            throws IOException, InterruptedException {
        Path folder = reports.folder(rehearsal.name());
        Folders.remove(folder);
        Files.createDirectories(folder);
        out.println("rehearsal " + rehearsal.name() + ", " + rehearsal.announcement(settings));
        Run run = new Run(settings, folder, Clock.systemUTC(), random);
        Rehearsal.Ending ending;
        try {
            ending = rehearsal.play(run);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            System.err.println("rehearsal: " + why);
            reports.tell(Told.unable(rehearsal.name(), why));
            return Exit.UNABLE;
        }
        return switch (ending) {
            case Rehearsal.Ending.Judged(Verdict verdict) -> {
                out.print("\n" + reports.write(verdict));
                yield Exit.of(verdict.outcome());
            }
            case Rehearsal.Ending.Refused(String why) -> {
                out.println("REFUSED  " + rehearsal.name() + ": " + why);
                reports.tell(Told.refused(rehearsal.name(), why));
                yield Exit.REFUSED;
            }
        };
    }
}
