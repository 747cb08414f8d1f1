package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.merge.Merged;
import org.rempart.loadtests.merge.Whole;
import org.rempart.loadtests.report.MachineReport;
import org.rempart.loadtests.report.Told;
import org.rempart.loadtests.verdict.Earlier;
import org.rempart.loadtests.verdict.MachineRun;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Merges what several machines left, instead of playing: finds their reports, and puts those of
/// each rehearsal together.
///
/// @param folders each a machine's folder of reports, or a folder of such folders
record Merging(List<Path> folders) {
    /// A folder named by mistake may hold anything: ten machines, and as many runs of each.
    private static final int FOLDERS_MAX = 100;

    Merging {
        folders = List.copyOf(folders);
    }

    /// Empty when nothing is to be merged.
    static Optional<Merging> of(Given given) {
        String named = given.text("rehearsal.merge", "");
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Merging(
                                Arrays.stream(named.split(","))
                                        .map(String::strip)
                                        .map(Path::of)
                                        .toList()));
    }

    /// What all machines come to, by rehearsal. All is read before anything is returned.
    ///
    /// @param known the names of rehearsals to look for, in the order they are told
    /// @param reports where the merged report goes, which may hold none of the others
    /// @throws IllegalArgumentException with a sentence that names the folder or file that is wrong
    Map<String, Merged> all(List<String> known, Path reports) throws IOException {
        List<Path> machines = machines(reports);
        Map<String, Merged> all = new LinkedHashMap<>();
        for (String rehearsal : known) {
            List<MachineRun> runs = runs(machines, rehearsal);
            if (!runs.isEmpty()) {
                all.put(rehearsal, Whole.of(rehearsal, runs));
            }
        }
        List<String> notBegun = notBegun(machines);
        if (!notBegun.isEmpty()) {
            all.put(Main.RUN, new Merged.Unjudged(Told.UNABLE, String.join("; ", notBegun)));
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "rehearsal.merge has no report of several machines in " + machines);
        }
        return all;
    }

    /// Tells it. Where nobody played anything the run failed, as on one machine.
    ///
    /// @param rehearsals those to look for
    /// @throws IllegalArgumentException with a sentence that names the folder or file that is wrong
    Exit merge(List<Rehearsal> rehearsals, Baseline baseline, Outlet outlet) throws IOException {
        List<String> names = rehearsals.stream().map(Rehearsal::name).toList();
        Map<String, Merged> all = all(names, outlet.reports().folder(""));
        Exit exit = Exit.GREEN;
        boolean played = false;
        for (Map.Entry<String, Merged> merged : all.entrySet()) {
            String name = merged.getKey();
            Optional<Earlier> earlier = baseline.earlier(name);
            outlet.emptied(name);
            Exit one =
                    switch (merged.getValue()) {
                        case Merged.Judged(Verdict verdict) ->
                                outlet.judged(baseline.besideMerged(verdict, earlier));
                        case Merged.Unjudged(String word, String why) ->
                                outlet.unjudged(new Told(name, word, why, ""));
                    };
            exit = exit.and(one);
            played |=
                    !(merged.getValue() instanceof Merged.Unjudged(String word, _)
                            && word.equals(Told.NOT_PLAYED));
        }
        return played ? exit : Exit.UNABLE;
    }

    private static List<MachineRun> runs(List<Path> machines, String rehearsal) {
        List<MachineRun> runs = new ArrayList<>();
        for (Path machine : machines) {
            Path file = MachineReport.in(machine, rehearsal);
            if (Files.isRegularFile(file)) {
                MachineReport.read(file, rehearsal).ifPresent(runs::add);
            }
        }
        return runs;
    }

    /// What machines say that could not begin with any rehearsal.
    private static List<String> notBegun(List<Path> machines) {
        return machines.stream()
                .map(machine -> MachineReport.in(machine, Main.RUN))
                .filter(Files::isRegularFile)
                .map(file -> file + ": " + MachineReport.why(file, Main.RUN))
                .toList();
    }

    private List<Path> machines(Path reports) throws IOException {
        List<Path> machines = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException(
                        "rehearsal.merge has to name folders of reports, not " + folder);
            }
            machines.addAll(holdsReports(folder) ? List.of(folder) : below(folder));
        }
        for (Path machine : machines) {
            // the merged report would take its place
            if (machine.toRealPath().startsWith(real(reports))) {
                throw new IllegalArgumentException(
                        "%s is where the merged report goes: copy it to another folder first"
                                .formatted(machine));
            }
        }
        return machines;
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            List<Path> machines =
                    folders.sorted().filter(Merging::holdsReports).limit(FOLDERS_MAX + 1L).toList();
            if (machines.isEmpty() || machines.size() > FOLDERS_MAX) {
                throw new IllegalArgumentException(
                        "rehearsal.merge has to name folders of reports, up to %d, not %s"
                                .formatted(FOLDERS_MAX, folder));
            }
            return machines;
        }
    }

    private static boolean holdsReports(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> rehearsals = Files.list(folder)) {
            return rehearsals.anyMatch(one ->
                    Files.isRegularFile(MachineReport.in(folder, one.getFileName().toString())));
        } catch (IOException e) {
            return false;
        }
    }

    private static Path real(Path reports) throws IOException {
        return Files.exists(reports) ? reports.toRealPath() : reports.toAbsolutePath().normalize();
    }
}
