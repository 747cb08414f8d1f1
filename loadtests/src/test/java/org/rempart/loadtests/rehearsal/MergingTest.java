package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.report.JsonReport;
import org.rempart.loadtests.report.MachineReport;
import org.rempart.loadtests.report.ReportFiles;
import org.rempart.loadtests.report.Told;
import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.Criteria;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.LoadFigures;
import org.rempart.loadtests.verdict.MachineFigures;
import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Seen;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Folders of reports in, one report out.
final class MergingTest {
    @TempDir Path folder;
    private Path parts;
    private Path reports;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void folders() {
        parts = folder.resolve("parts");
        reports = folder.resolve("report");
    }

    private void part(int machine, boolean served) throws IOException {
        part(parts.resolve("machine-" + machine), "slow", machine, served);
    }

    private static void part(Path machineFolder, String rehearsal, int machine, boolean served)
            throws IOException {
        Percentiles none = Percentiles.NONE;
        SignerFigures signers =
                new SignerFigures(
                        10, 0, 10, 0, Map.of(), Map.of(), none, none, none, none, none, none);
        List<Criterion> criteria =
                List.of(Criteria.none(Of.SERVICE, "nobody was refused", served ? 0 : 1));
        Verdict verdict =
                Verdict.of(
                                rehearsal,
                                "a part of it",
                                criteria,
                                Seen.of(Crowds.alone(signers), Map.of(), Map.of(), Map.of()),
                                List.of())
                        .showing(
                                LoadFigures.LOAD,
                                new LoadFigures(
                                        "2026-11-23T12:00:00Z", "2026-11-23T12:00:40Z", "", ""))
                        .showing(
                                MachineFigures.MACHINE,
                                new MachineFigures(
                                        new Place("nightly", machine, 3), "abc", Map.of()))
                        .showing(Conditions.CONDITIONS, new Conditions(2, Map.of()));
        Path file = MachineReport.in(machineFolder, rehearsal);
        Files.createDirectories(file.getParent());
        Files.writeString(file, JsonReport.of(verdict));
    }

    private Exit merge(String named, String... more) throws IOException {
        String[] arguments = new String[more.length + 2];
        System.arraycopy(more, 0, arguments, 2, more.length);
        arguments[0] = "rehearsal.merge=" + named;
        arguments[1] = "report.dir=" + reports;
        Programme programme = Programme.of(new Random(1), Map.of(), arguments);
        Outlet outlet =
                new Outlet(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new ReportFiles(reports, Clock.systemUTC()),
                        Optional.empty());
        return programme
                .merging()
                .orElseThrow()
                .merge(programme.rehearsals(), programme.baseline(), outlet);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void three() throws IOException {
        for (int machine = 1; machine <= 3; machine++) {
            part(machine, true);
        }
    }

    @Test
    void aFolderOfFoldersBecomesOneReportInEveryForm() throws Exception {
        three();

        assertThat(merge(parts.toString())).isEqualTo(Exit.GREEN);
        assertThat(said()).contains("GREEN  slow", "every machine played its part, once");
        assertThat(reports.resolve("slow/verdict.json"))
                .content()
                .contains("\"schema_version\" : 2", "\"machines\"", "\"run\" : \"nightly\"");
        assertThat(reports.resolve("slow/verdict.html"))
                .content()
                .contains("a part of it, from each of 3 machines at once", "30 of 30", "2 cores");
        assertThat(reports.resolve("slow/verdict.xml")).content().contains("tests=\"5\"");
        assertThat(reports.resolve("index.html")).content().contains("slow/verdict.html");
    }

    private static String at(Path parts, int machine) {
        return parts.resolve("machine-" + machine).toString();
    }

    @Test
    void foldersCanBeNamedOneByOne() throws Exception {
        three();

        assertThat(merge("%s, %s,%s".formatted(at(parts, 3), at(parts, 1), at(parts, 2))))
                .isEqualTo(Exit.GREEN);
    }

    @Test
    void oneThatIsRedMakesTheRunFail() throws Exception {
        three();
        part(2, false);

        assertThat(merge(parts.toString())).isEqualTo(Exit.RED);
        assertThat(said()).contains("RED  slow", "1, machine 2");
    }

    @Test
    void oneThatIsMissingMakesItMeanNothing() throws Exception {
        part(1, true);
        part(3, true);

        assertThat(merge(parts.toString())).isEqualTo(Exit.NOT_VALID);
        assertThat(said()).contains("NOT VALID  slow", "machine 2 is missing");
        assertThat(reports.resolve("slow/verdict.xml"))
                .content()
                .contains("<error ", "machine 2 is missing");
    }

    @Test
    void oneThatTwoPlayedMakesItMeanNothing() throws Exception {
        three();
        part(parts.resolve("machine-4"), "slow", 3, true);

        assertThat(merge(parts.toString())).isEqualTo(Exit.NOT_VALID);
        assertThat(said()).contains("machine 3 is there 2 times");
    }

    @Test
    void oneThatWasRefusedMakesItRefused() throws Exception {
        part(1, true);
        part(2, true);
        ReportFiles third = new ReportFiles(parts.resolve("machine-3"), Clock.systemUTC());
        third.tell(Told.refused("slow", "no consent"), Optional.of(new Place("nightly", 3, 3)));

        assertThat(merge(parts.toString())).isEqualTo(Exit.REFUSED);
        assertThat(said()).isEqualTo("REFUSED  slow: machine 3 of 3: no consent\n");
        assertThat(reports.resolve("slow/verdict.xml")).content().contains("REFUSED");
        assertThat(reports.resolve("slow/verdict.html")).doesNotExist();
    }

    @Test
    void oneThatCouldNotEvenBeginMakesItUnable() throws Exception {
        part(1, true);
        part(2, true);
        new ReportFiles(parts.resolve("machine-3"), Clock.systemUTC())
                .tell(Told.unable("run", "no such setting: [flod.rate]"));

        assertThat(merge(parts.toString())).isEqualTo(Exit.UNABLE);
        assertThat(said())
                .contains("machine 3 is missing", "UNABLE  run: ", "no such setting: [flod.rate]");
    }

    @Test
    void whatNoMachineTriedToPlayIsNoSuccess() throws Exception {
        for (int machine = 1; machine <= 3; machine++) {
            new ReportFiles(parts.resolve("machine-" + machine), Clock.systemUTC())
                    .tell(
                            Told.notPlayed("crash", "one machine plays it alone"),
                            Optional.of(new Place("nightly", machine, 3)));
        }

        assertThat(merge(parts.toString())).isEqualTo(Exit.UNABLE);
        assertThat(said()).startsWith("NOT PLAYED  crash: machine 1 of 3: one machine");
    }

    @Test
    void whatPlayedAloneIsLeftOut() throws Exception {
        three();
        Path alone = parts.resolve("machine-1/soak");
        Files.createDirectories(alone);
        Files.writeString(
                alone.resolve("verdict.json"),
                JsonReport.of(
                        Verdict.of(
                                "soak",
                                "a soak",
                                List.of(),
                                Seen.of(
                                        Crowds.alone(
                                                new SignerFigures(
                                                        1,
                                                        0,
                                                        1,
                                                        0,
                                                        Map.of(),
                                                        Map.of(),
                                                        Percentiles.NONE,
                                                        Percentiles.NONE,
                                                        Percentiles.NONE,
                                                        Percentiles.NONE,
                                                        Percentiles.NONE,
                                                        Percentiles.NONE)),
                                        Map.of(),
                                        Map.of(),
                                        Map.of()),
                                List.of())));

        assertThat(merge(parts.toString())).isEqualTo(Exit.GREEN);
        assertThat(reports.resolve("soak")).doesNotExist();
    }

    @Test
    void onlyTheRehearsalThatIsNamedIsMerged() throws Exception {
        three();
        part(parts.resolve("machine-1"), "flood", 1, true);

        assertThat(merge(parts.toString(), "rehearsal=slow")).isEqualTo(Exit.GREEN);
        assertThat(merge(parts.toString())).isEqualTo(Exit.NOT_VALID);
        assertThat(said()).contains("NOT VALID  flood");
    }

    @Test
    void aMergedReportIsTheBaselineOfAnother() throws Exception {
        three();
        merge(parts.toString());

        assertThat(merge(parts.toString(), "baseline=" + reports)).isEqualTo(Exit.GREEN);
        assertThat(said()).contains("Beside the earlier run").doesNotContain("was not judged by");
    }

    @Test
    void aReportThatIsNoneIsNamedAndNothingIsWritten() throws Exception {
        three();
        Path broken = MachineReport.in(parts.resolve("machine-2"), "slow");
        Files.writeString(broken, "{\"schema_version\" : 2,");

        assertThatThrownBy(() -> merge(parts.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(broken + " is not a report of a rehearsal");
        assertThat(reports).doesNotExist();
    }

    @Test
    void whereNothingIsIsNamed() throws Exception {
        assertThatThrownBy(() -> merge(folder.resolve("nowhere").toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rehearsal.merge has to name folders of reports, not ");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> merge(empty.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rehearsal.merge has to name folders of reports, up to 100");
        part(1, true);
        assertThatThrownBy(() -> merge(parts.toString(), "rehearsal=flood"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no report of several machines");
    }

    @Test
    void noPartIsOverwritten() throws Exception {
        reports = folder.resolve("parts");
        three();

        assertThatThrownBy(() -> merge(parts.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is where the merged report goes");
        assertThat(MachineReport.in(parts.resolve("machine-1"), "slow")).exists();
    }
}
