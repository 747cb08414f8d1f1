package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.machine.Pins;
import org.rempart.loadtests.machine.Trust;
import org.rempart.loadtests.report.ReportFiles;
import org.rempart.loadtests.report.Told;
import org.rempart.loadtests.verdict.Earlier;
import org.rempart.loadtests.verdict.MachineFigures;
import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.net.InetAddress;
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
    static final String RUN = "run";

    private final Outlet outlet;
    private final Clock clock;
    private final RandomGenerator random;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Main(Outlet outlet, Clock clock, RandomGenerator random) {
        this.outlet = outlet;
        this.clock = clock;
        this.random = random;
    }

    static void main(String[] arguments) throws InterruptedException {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        ReportFiles reports = new ReportFiles(Settings.reports(arguments), clock);
        Exit exit;
        try {
            Folders.remove(reports.folder(RUN));
            Programme programme = Programme.of(random, System.getenv(), arguments);
            prepare(programme.venue());
            Outlet outlet = new Outlet(System.out, reports, programme.settings().place());
            exit = new Main(outlet, clock, random).run(programme);
        } catch (IllegalArgumentException | IOException e) {
            exit = unable(reports, RUN, e, Optional.empty());
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

    private static Exit unable(
            ReportFiles reports, String what, Exception e, Optional<Place> place) {
        String why = String.valueOf(e.getMessage());
        System.err.println("rehearsal: " + why);
        try {
            reports.tell(Told.unable(what, why), place);
        } catch (IOException untold) {
            System.err.println("rehearsal: no report can be written: " + untold.getMessage());
        }
        return Exit.UNABLE;
    }

    private Exit run(Programme programme) throws IOException, InterruptedException {
        if (programme.merging().isPresent()) {
            return programme
                    .merging()
                    .get()
                    .merge(programme.rehearsals(), programme.baseline(), outlet);
        }
        programme.settings().meeting().check(clock.instant());
        return play(programme);
    }

    private Exit play(Programme programme) throws IOException, InterruptedException {
        Exit exit = Exit.GREEN;
        String last = "";
        List<Rehearsal> all = programme.rehearsals();
        for (int i = 0; i < all.size(); i++) {
            Rehearsal rehearsal = all.get(i);
            Optional<String> lacking = lacking(rehearsal, programme);
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

    /// Why a rehearsal is not played here; empty when it is.
    private static Optional<String> lacking(Rehearsal rehearsal, Programme programme) {
        return programme
                .venue()
                .lacks(rehearsal)
                .or(() ->
                        Optional.of(rehearsal.alone())
                                .filter(why -> !why.isEmpty())
                                .filter(_ -> programme.settings().share().divided())
                                .map(why -> "one machine plays it alone: " + why));
    }

    private void leave(String rehearsal, String why) throws IOException {
        outlet.emptied(rehearsal);
        outlet.unjudged(Told.notPlayed(rehearsal, why));
    }

    /// Whoever takes consent back wants silence now: nothing of this process outlives this call,
    /// and what is left of the deployment is put in order by hooks.
    private void takenBack(Rehearsal rehearsal, List<Rehearsal> later, Exit before, String why) {
        ended.set(true);
        try {
            outlet.unjudged(Told.refused(rehearsal.name(), why));
            for (Rehearsal left : later) {
                leave(left.name(), "a gateway had taken its consent back");
            }
        } catch (IOException untold) {
            System.err.println("rehearsal: no report can be written: " + untold.getMessage());
        }
        System.exit(before.and(Exit.REFUSED).code());
    }

    private Exit play(Rehearsal rehearsal, Programme programme, Consumer<String> takenBack)
            throws IOException, InterruptedException {
        Settings settings = programme.settings();
        Baseline baseline = programme.baseline();
        String name = rehearsal.name();
        Optional<Earlier> earlier = baseline.earlier(name);
        Path folder = outlet.emptied(name);
        outlet.out()
                .println(
                        "rehearsal %s, %s%s"
                                .formatted(
                                        name,
                                        settings.place().map(place -> place + ", ").orElse(""),
                                        rehearsal.announcement(settings)));
        Run run = new Run(settings, programme.venue(), takenBack, folder, clock, random);
        Rehearsal.Ending ending;
        try {
            ending = rehearsal.play(run);
        } catch (IOException e) {
            awaitEnd();
            return unable(outlet.reports(), name, e, outlet.place());
        }
        awaitEnd();
        return switch (ending) {
            case Rehearsal.Ending.Judged(Verdict verdict) -> {
                Verdict placed =
                        outlet.place()
                                .map(place ->
                                        verdict.showing(
                                                MachineFigures.MACHINE,
                                                baseline.machine(place, name)))
                                .orElse(verdict);
                yield outlet.judged(baseline.beside(placed, earlier));
            }
            case Rehearsal.Ending.Refused(String why) -> outlet.unjudged(Told.refused(name, why));
        };
    }

    /// Where another thread is ending this process there is nothing more to tell.
    private void awaitEnd() throws InterruptedException {
        if (ended.get()) {
            Thread.currentThread().join();
        }
    }
}
