package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.LoadFigures;
import org.rempart.loadtests.verdict.MachineFigures;
import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.MachineRun;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class MachineReportTest {
    private static final Place SECOND = new Place("nightly", 2, 3);

    @TempDir Path folder;

    static List<Verdict> verdicts() throws IOException {
        return Verdicts.all();
    }

    private static Verdict part(Verdict verdict) {
        return verdict.showing(
                        LoadFigures.LOAD,
                        new LoadFigures(
                                "2026-11-23T12:00:00Z",
                                "2026-11-23T12:00:40Z",
                                "2026-11-23T12:00:01.5Z",
                                "2026-11-23T12:00:39Z"))
                .showing(
                        MachineFigures.MACHINE,
                        new MachineFigures(SECOND, "abc", Map.of("success-rate", 0.999)))
                .showing(
                        Conditions.CONDITIONS,
                        new Conditions(4, Map.of("slow.connections", "2000")));
    }

    private Path written(String json) throws IOException {
        Path file = MachineReport.in(folder, "slow");
        Files.createDirectories(file.getParent());
        return Files.write(file, json.getBytes(StandardCharsets.UTF_8));
    }

    private MachineRun.Judged read(Verdict verdict) throws IOException {
        Path file = written(JsonReport.of(part(verdict)));
        MachineRun run = MachineReport.read(file, verdict.rehearsal()).orElseThrow();
        assertThat(run).isInstanceOf(MachineRun.Judged.class);
        return (MachineRun.Judged) run;
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void allThatIsMergedIsReadAsItWasWritten(Verdict verdict) throws Exception {
        MachineRun.Judged run = read(verdict);

        assertThat(run.criteria()).isEqualTo(verdict.criteria());
        assertThat(run.outcome()).isEqualTo(verdict.outcome());
        assertThat(run.evidence().crowds()).isEqualTo(verdict.evidence().crowds());
        assertThat(run.evidence().reconciliation()).isEqualTo(verdict.evidence().reconciliation());
        assertThat(run.evidence().published()).isEqualTo(verdict.evidence().published());
        assertThat(run.evidence().watched()).isEqualTo(verdict.evidence().watched());
        assertThat(run.evidence().timeline()).isEqualTo(verdict.evidence().timeline());
        verdict.evidence()
                .parts()
                .forEach((name, part) ->
                        assertThat(run.tables()).containsEntry(name, part.tables()));
        assertThat(run.measures()).isEqualTo(verdict.evidence().measures());
        assertThat(run.notes()).isEqualTo(verdict.notes());
        assertThat(run.place()).isEqualTo(SECOND);
        assertThat(run.load().span().lasts()).hasSeconds(40);
    }

    @Test
    void whoPlayedAloneIsNoPart() throws Exception {
        Path file = written(JsonReport.of(Verdicts.slow()));

        assertThat(MachineReport.read(file, "slow")).isEmpty();
    }

    @Test
    void whoHasNoVerdictSaysWhyAndWhich() throws Exception {
        ReportFiles reports = new ReportFiles(folder, java.time.Clock.systemUTC());
        reports.tell(Told.unable("slow", "no gateway"), Optional.of(SECOND));
        Path file = MachineReport.in(folder, "slow");

        assertThat(MachineReport.read(file, "slow"))
                .contains(new MachineRun.Unjudged(file.toString(), SECOND, "UNABLE", "no gateway"));
        reports.tell(Told.unable("run", "no such setting: [x]"));
        assertThat(MachineReport.why(MachineReport.in(folder, "run"), "run"))
                .isEqualTo("no such setting: [x]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "no report",
                "{} {}",
                "{\"schema_version\":2,\"rehearsal\":\"slow\",\"evidence\":{\"parts\":{\"machine\":{}}}}",
                "\u0000\u0001"
            })
    void whatIsNoReportIsToldInASentence(String text) throws Exception {
        Path file = written(text);

        assertThatThrownBy(() -> MachineReport.read(file, "slow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + " ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.999})
    void aReportThatIsCutOffIsNone(double part) throws Exception {
        String whole = JsonReport.of(part(Verdicts.slow())).strip();
        Path file = written(whole.substring(0, (int) (whole.length() * part)));

        assertThatThrownBy(() -> MachineReport.read(file, "slow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " is not a report of a rehearsal");
    }

    @Test
    void aFileOfHundredMegabytesIsNotReadToItsEnd() throws Exception {
        Path file = written("{");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(100_000_000);
        }

        assertThatThrownBy(() -> MachineReport.read(file, "slow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " has more than 4,194,304 bytes");
    }

    @Test
    void aReportMayHaveAsManyBytesAsThat() throws Exception {
        String json = JsonReport.of(part(Verdicts.slow()));
        int left = MachineReport.BYTES_MAX - json.getBytes(StandardCharsets.UTF_8).length;

        Path most = written(json + " ".repeat(left));
        assertThat(MachineReport.read(most, "slow")).isPresent();
        Path more = written(json + " ".repeat(left + 1));
        assertThatThrownBy(() -> MachineReport.read(more, "slow"))
                .hasMessageContaining("has more than");
    }

    @Test
    void whatIsNestedWithoutEndIsNone() throws Exception {
        Path file = written("[".repeat(1_000_000));

        assertThatThrownBy(() -> MachineReport.read(file, "slow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " is not a report of a rehearsal");
    }

    @ParameterizedTest
    @CsvSource({
        "/schema_version, 1, is of schema_version 1 and not 2",
        "/schema_version, 3, is of schema_version 3 and not 2",
        "/rehearsal, '\"flood\"', is not of the rehearsal slow",
        "/outcome, '\"RED\"', says another outcome than its criteria",
        "/evidence/parts/load, null, does not say what is needed to merge it: load",
        "/evidence/parts/conditions, 7, does not say what is needed to merge it: conditions",
        "/evidence/parts/load/ended, '\"2026-11-23T11:00:00Z\"', ended before it began",
        "/evidence/parts/load/last_row, '\"later\"', is not a report of a rehearsal",
        "/evidence/parts/load/began, '\"noon\"', is not a report of a rehearsal",
        "/evidence/parts/machine/place/machine, 4, is of machine 4 of 3",
        "/evidence/parts/machine/place/machine, 0, is of machine 0 of 3",
        "/evidence/parts/machine/place/machines, 11, is of machine 2 of 11",
        "/evidence/parts/machine/place/machines, 2000000000, is of machine 2 of 2000000000",
        "/evidence/crowds/judged, '\"never\"', is not a report of a rehearsal",
        "/evidence/reconciliation/rows, 1e16, holds a number that no rehearsal leaves",
        "/evidence/reconciliation/rows, 9223372036854775807, holds a number that no rehearsal leaves",
        "/evidence/reconciliation/rows, '\"many\"', is not a report of a rehearsal",
        "/evidence/timeline/seconds, '[1.0, 2.0]', is not a report of a rehearsal",
        "/criteria, 5, is not a report of a rehearsal",
        "/criteria/0/aggregation, null, is not a report of a rehearsal",
        "/tables/slow/0/shape, '\"java.lang.Object\"', is not a report of a rehearsal",
        "/measures/0/better, '\"WORSE\"', is not a report of a rehearsal"
    })
    void whatIsWrongInAReportIsTold(String place, String value, String sentence) throws Exception {
        ObjectMapper json = new ObjectMapper();
        // what a timeline would need is there
        Verdict verdict = Verdicts.slow();
        ObjectNode report = (ObjectNode) json.readTree(JsonReport.of(part(verdict)));
        if (place.contains("timeline")) {
            report.withObject("/evidence/timeline")
                    .putArray("series")
                    .addObject()
                    .put("name", "a")
                    .put("unit", "")
                    .putPOJO("steps", List.of())
                    .putPOJO("values", List.of(1.0));
        }
        int last = place.lastIndexOf('/');
        ((ObjectNode) report.at(place.substring(0, last)))
                .set(place.substring(last + 1), json.readTree(value));
        Path file = written(report.toString());

        assertThatThrownBy(() -> MachineReport.read(file, "slow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " " + sentence);
    }

    @Test
    void whatWouldBeMarkupElsewhereIsReadAsItIs() throws Exception {
        Verdict hostile = Verdicts.hostile();
        MachineRun.Judged run =
                read(
                        Verdict.of(
                                "slow",
                                hostile.threat(),
                                hostile.criteria(),
                                hostile.evidence(),
                                hostile.notes()));

        assertThat(run.criteria()).hasSize(3);
        assertThat(run.threat()).contains("<script>");
    }
}
