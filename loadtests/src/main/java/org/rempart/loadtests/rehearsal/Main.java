package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.machine.Pins;
import org.rempart.loadtests.machine.Trust;
import org.rempart.loadtests.report.ReportFiles;
import org.rempart.loadtests.report.Told;
import org.rempart.loadtests.verdict.Earlier;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The command: plays the rehearsals it is asked for, each on a stage of its own, prints a verdict
/// after each, and ends with the code of [Exit].
public final class Main {
    /// What a run is told of as that began with no rehearsal.
    private static final String RUN = "run";

    private final PrintStream out;
    private final RandomGenerator random;
    private final ReportFiles reports;
    private final AtomicBoolean ended = new AtomicBoolean();

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
            Programme programme = Programme.of(random, System.getenv(), arguments);
            prepare(programme.venue());
            exit = new Main(System.out, random, reports).play(programme);
        } catch (IllegalArgumentException | IOException e) {
            exit = unable(reports, RUN, e);
        }
        System.exit(exit.code());
    }

    /// What holds for all clients from the first request on.
    private static void prepare(Venue venue) throws IOException {
        Optional<Pins> pins = venue.pins(InetAddress::getByName);
        if (pins.isPresent()) {
            pins.get().hold();
        }
        Optional<Path> certificates = venue.certificates();
        if (certificates.isPresent()) {
            Trust.hold(certificates.get());
        }
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
        List<Rehearsal> all = programme.rehearsals();
        for (int i = 0; i < all.size(); i++) {
            Rehearsal rehearsal = all.get(i);
            Optional<String> lacking = programme.venue().lacks(rehearsal);
            if (lacking.isPresent()) {
                leave(rehearsal.name(), lacking.get());
            } else if (exit == Exit.GREEN || !programme.abortOnFail()) {
                last = rehearsal.name();
                Exit before = exit;
                List<Rehearsal> later = all.subList(i + 1, all.size());
                exit =
                        exit.and(
                                play(
                                        rehearsal,
                                        programme,
                                        why -> takenBack(rehearsal, later, before, why)));
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

    /// Whoever takes consent back wants silence now: nothing of this process outlives this call,
    /// and what is left of the deployment is put in order by hooks.
    private void takenBack(Rehearsal rehearsal, List<Rehearsal> later, Exit before, String why) {
        ended.set(true);
        try {
            refused(rehearsal, why);
            for (Rehearsal left : later) {
                leave(left.name(), "a gateway had taken its consent back");
            }
        } catch (IOException untold) {
            System.err.println("rehearsal: no report can be written: " + untold.getMessage());
        }
        System.exit(before.and(Exit.REFUSED).code());
    }

    private Exit refused(Rehearsal rehearsal, String why) throws IOException {
        out.println("REFUSED  " + rehearsal.name() + ": " + why);
        reports.tell(Told.refused(rehearsal.name(), why));
        return Exit.REFUSED;
    }

    private Exit play(Rehearsal rehearsal, Programme programme, Consumer<String> takenBack)
            throws IOException, InterruptedException {
        Settings settings = programme.settings();
        Baseline baseline = programme.baseline();
        Path folder = reports.folder(rehearsal.name());
        Optional<Earlier> earlier = baseline.earlier(rehearsal.name());
        Folders.remove(folder);
        Files.createDirectories(folder);
        out.println("rehearsal " + rehearsal.name() + ", " + rehearsal.announcement(settings));
        Run run =
                new Run(settings, programme.venue(), takenBack, folder, Clock.systemUTC(), random);
        Rehearsal.Ending ending;
        try {
            ending = rehearsal.play(run);
        } catch (IOException e) {
            awaitEnd();
            return unable(reports, rehearsal.name(), e);
        }
        awaitEnd();
        return switch (ending) {
            case Rehearsal.Ending.Judged(Verdict verdict) -> {
                Verdict judged = baseline.beside(verdict, earlier);
                out.print("\n" + reports.write(judged));
                yield Exit.of(judged.outcome());
            }
            case Rehearsal.Ending.Refused(String why) -> refused(rehearsal, why);
        };
    }

    /// Where another thread is ending this process there is nothing more to tell.
    private void awaitEnd() throws InterruptedException {
        if (ended.get()) {
            Thread.currentThread().join();
        }
    }
}
