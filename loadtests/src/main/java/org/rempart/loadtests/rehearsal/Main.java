package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.report.ReportFiles;
import org.rempart.loadtests.report.Told;
import org.rempart.loadtests.verdict.Earlier;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The command: plays the rehearsals it is asked for, each on a stage of its own, prints a verdict
/// after each, and ends with the code of [Exit].
public final class Main {
    /// What a run is told of as that began with no rehearsal.
    private static final String RUN = "run";

    private final PrintStream out;
    private final RandomGenerator random;
    private final ReportFiles reports;

    private Main(PrintStream out, RandomGenerator random, ReportFiles reports) {
        this.out = out;
        this.random = random;
        this.reports = reports;
    }

    static void main(String[] arguments) throws InterruptedException {
        SecureRandom random = new SecureRandom();
        ReportFiles reports = new ReportFiles(Settings.reports(arguments), Clock.systemUTC());
        Exit exit;
        try {
            Folders.remove(reports.folder(RUN));
            exit =
                    new Main(System.out, random, reports)
                            .play(Programme.of(random, System.getenv(), arguments));
        } catch (IllegalArgumentException | IOException e) {
            exit = unable(reports, RUN, e);
        }
        System.exit(exit.code());
    }

    private static Exit unable(ReportFiles reports, String what, Exception e) {
        String why = String.valueOf(e.getMessage());
        System.err.println("rehearsal: " + why);
        try {
            reports.tell(Told.unable(what, why));
        } catch (IOException untold) {
            System.err.println("rehearsal: no report can be written: " + untold.getMessage());
        }
        return Exit.UNABLE;
    }

    private Exit play(Programme programme) throws IOException, InterruptedException {
        Exit exit = Exit.GREEN;
        String last = "";
        for (Rehearsal rehearsal : programme.rehearsals()) {
            Optional<String> lacking = programme.venue().lacks(rehearsal);
            if (lacking.isPresent()) {
                leave(rehearsal.name(), lacking.get());
            } else if (exit == Exit.GREEN || !programme.abortOnFail()) {
                last = rehearsal.name();
                exit = exit.and(play(rehearsal, programme));
            } else {
                leave(rehearsal.name(), "%s was not green (abort-on-fail)".formatted(last));
            }
        }
        return last.isEmpty() ? Exit.UNABLE : exit;
    }

    private void leave(String rehearsal, String why) throws IOException {
        out.println("NOT PLAYED  " + rehearsal + ": " + why);
        Folders.remove(reports.folder(rehearsal));
        reports.tell(Told.notPlayed(rehearsal, why));
    }

    private Exit play(Rehearsal rehearsal, Programme programme)
            throws IOException, InterruptedException {
        Settings settings = programme.settings();
        Baseline baseline = programme.baseline();
        Path folder = reports.folder(rehearsal.name());
        Optional<Earlier> earlier = baseline.earlier(rehearsal.name());
        Folders.remove(folder);
        Files.createDirectories(folder);
        out.println("rehearsal " + rehearsal.name() + ", " + rehearsal.announcement(settings));
        Run run = new Run(settings, programme.venue(), folder, Clock.systemUTC(), random);
        Rehearsal.Ending ending;
        try {
            ending = rehearsal.play(run);
        } catch (IOException e) {
            return unable(reports, rehearsal.name(), e);
        }
        return switch (ending) {
            case Rehearsal.Ending.Judged(Verdict verdict) -> {
                Verdict judged = baseline.beside(verdict, earlier);
                out.print("\n" + reports.write(judged));
                yield Exit.of(judged.outcome());
            }
            case Rehearsal.Ending.Refused(String why) -> {
                out.println("REFUSED  " + rehearsal.name() + ": " + why);
                reports.tell(Told.refused(rehearsal.name(), why));
                yield Exit.REFUSED;
            }
        };
    }
}
