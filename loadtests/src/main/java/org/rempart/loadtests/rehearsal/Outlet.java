package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.report.ReportFiles;
import org.rempart.loadtests.report.Told;
import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where what rehearsals came to is printed and kept.
///
/// @param place which machine this is, where there are others
record Outlet(PrintStream out, ReportFiles reports, Optional<Place> place) {

    /// The folder of a rehearsal, without what an earlier run left there.
    Path emptied(String rehearsal) throws IOException {
        Path folder = reports.folder(rehearsal);
        Folders.remove(folder);
        return Files.createDirectories(folder);
    }

    /// Tells a verdict.
    Exit judged(Verdict verdict) throws IOException {
        out.print("\n" + reports.write(verdict));
        return Exit.of(verdict.outcome());
    }

    /// Tells that there is none.
    Exit unjudged(Told told) throws IOException {
        out.print(told.text());
        reports.tell(told, place);
        return Exit.of(told);
    }
}
