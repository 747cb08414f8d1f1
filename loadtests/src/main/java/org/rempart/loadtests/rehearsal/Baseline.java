package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.machine.Build;
import org.rempart.loadtests.report.EarlierReport;
import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.Earlier;
import org.rempart.loadtests.verdict.MachineFigures;
import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.Regression;
import org.rempart.loadtests.verdict.Verdict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The reports of an earlier run, where one is named; and what this run has to say of itself, to be
/// one in its turn.
final class Baseline {
    private final Optional<Path> reports;
    private final Rehearsals rehearsals;
    private final Given given;
    private final int cores;

    private Baseline(Optional<Path> reports, Rehearsals rehearsals, Given given, int cores) {
        this.reports = reports;
        this.rehearsals = rehearsals;
        this.given = given;
        this.cores = cores;
    }

    /// @param cores processors this run may use
    /// @throws IllegalArgumentException with a sentence that names the key, when there is no such
    ///   folder
    static Baseline of(Given given, Rehearsals rehearsals, int cores) {
        Optional<Path> reports =
                Optional.of(given.text("baseline", ""))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of);
        reports.filter(folder -> !Files.isDirectory(folder))
                .ifPresent(folder -> {
                    throw new IllegalArgumentException(
                            "baseline has to be a folder of reports, not " + folder);
                });
        return new Baseline(reports, rehearsals, given, cores);
    }

    /// What there is to compare with: to be asked before anything is played, for the report may be
    /// written where that of the earlier run is.
    Optional<Earlier> earlier(String rehearsal) {
        return reports.map(folder -> EarlierReport.read(folder, rehearsal));
    }

    /// Sets a verdict beside it.
    Verdict beside(Verdict verdict, Optional<Earlier> earlier) {
        String name = verdict.rehearsal();
        Conditions now = new Conditions(cores, rehearsals.extents(name));
        return beside(verdict.showing(Conditions.CONDITIONS, now), now, earlier);
    }

    /// Sets the verdict of several machines beside it, which says under which conditions they
    /// played.
    Verdict besideMerged(Verdict verdict, Optional<Earlier> earlier) {
        Conditions now = verdict.evidence().part(Conditions.CONDITIONS, Conditions.class);
        return beside(verdict, now, earlier);
    }

    /// What has to be the same on all machines that play a part of it.
    MachineFigures machine(Place place, String rehearsal) {
        return new MachineFigures(place, Build.of(Main.class), given.allLimits(rehearsal));
    }

    private Verdict beside(Verdict known, Conditions now, Optional<Earlier> earlier) {
        String name = known.rehearsal();
        return earlier.map(run ->
                        Regression.beside(
                                known,
                                now,
                                run,
                                given.limit(name, Limit.REGRESSION),
                                new Regression.Floors(
                                        given.limits(name).waitFloorMs(),
                                        given.limit(name, Limit.TIME_FLOOR_S))))
                .orElse(known);
    }
}
