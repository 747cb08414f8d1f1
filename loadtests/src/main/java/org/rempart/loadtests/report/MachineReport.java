package org.rempart.loadtests.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.LoadFigures;
import org.rempart.loadtests.verdict.MachineFigures;
import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.MachineRun;
import org.rempart.loadtests.verdict.Measure;
import org.rempart.loadtests.verdict.Table;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what one of several machines left, for all that is needed to merge it. Unlike a report
/// that is only compared with, one that is wrong ends the merge: a verdict without it would be of
/// something else.
public final class MachineReport {
    /// A soak of an hour leaves 1 MB, and no rehearsal is longer. Read, it may take fifty times as
    /// much memory.
    static final int BYTES_MAX = 4 * 1024 * 1024;

    /// Nothing in a report is as large; sums of them stay far from where numbers end.
    private static final double NUMBER_MAX = 1e15;

    private static final Set<String> WORDS = Set.of(Told.UNABLE, Told.REFUSED, Told.NOT_PLAYED);

    private final Path file;

    private MachineReport(Path file) {
        this.file = file;
    }

    /// Where a folder of reports has that of a rehearsal.
    public static Path in(Path reports, String rehearsal) {
        return reports.resolve(rehearsal).resolve(ReportFiles.JSON);
    }

    /// Reads one.
    ///
    /// @param rehearsal which one it has to be of
    /// @return empty when it is of a machine that played alone
    /// @throws IllegalArgumentException with a sentence that names the file
    public static Optional<MachineRun> read(Path file, String rehearsal) {
        JsonNode report = ReportJson.read(file, BYTES_MAX);
        MachineReport reader = new MachineReport(file);
        try {
            return reader.run(report, rehearsal);
        } catch (JsonProcessingException | DateTimeException e) {
            throw ReportJson.none(file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("nothing can be read from " + file, e);
        }
    }

    /// Why there is no verdict, as one says that has none.
    ///
    /// @throws IllegalArgumentException with a sentence that names the file
    public static String why(Path file, String rehearsal) {
        JsonNode report = ReportJson.read(file, BYTES_MAX);
        MachineReport reader = new MachineReport(file);
        reader.checkKind(report, rehearsal);
        return report.path("why").asText();
    }

    private Optional<MachineRun> run(JsonNode report, String rehearsal) throws IOException {
        checkKind(report, rehearsal);
        if (!finite(report)) {
            throw wrong("holds a number that no rehearsal leaves");
        }
        if (WORDS.contains(report.path("outcome").asText())) {
            return unjudged(report);
        }
        JsonNode parts = report.path("evidence").path("parts");
        if (!parts.path(MachineFigures.MACHINE).isObject()) {
            return Optional.empty();
        }
        return Optional.of(judged(report, parts));
    }

    private void checkKind(JsonNode report, String rehearsal) {
        int version = report.path("schema_version").asInt();
        if (version != JsonReport.SCHEMA_VERSION) {
            throw wrong(
                    "is of schema_version %d and not %d"
                            .formatted(version, JsonReport.SCHEMA_VERSION));
        }
        if (!report.path("rehearsal").asText().equals(rehearsal)) {
            throw wrong("is not of the rehearsal " + rehearsal);
        }
    }

    private Optional<MachineRun> unjudged(JsonNode report) throws IOException {
        if (!report.path("machine").isObject()) {
            return Optional.empty();
        }
        Place place = ReportJson.JSON.treeToValue(report.path("machine"), Place.class);
        check(place);
        return Optional.of(
                new MachineRun.Unjudged(
                        file.toString(),
                        place,
                        report.path("outcome").asText(),
                        report.path("why").asText()));
    }

    private MachineRun judged(JsonNode report, JsonNode parts) throws IOException {
        ObjectNode whole = ((ObjectNode) report.path("evidence")).deepCopy();
        whole.putObject("parts");
        MachineRun.Judged read =
                new MachineRun.Judged(
                        file.toString(),
                        report.path("threat").asText(),
                        value(report.path("criteria"), new TypeReference<List<Criterion>>() {}),
                        ReportJson.JSON.treeToValue(whole, Evidence.class),
                        value(
                                report.path("tables"),
                                new TypeReference<Map<String, List<Table>>>() {}),
                        value(report.path("measures"), new TypeReference<List<Measure>>() {}),
                        value(report.path("notes"), new TypeReference<List<String>>() {}),
                        part(parts, Conditions.CONDITIONS, Conditions.class),
                        part(parts, MachineFigures.MACHINE, MachineFigures.class),
                        part(parts, LoadFigures.LOAD, LoadFigures.class));
        check(read.place());
        if (read.load().span().lasts().isNegative()) {
            throw wrong("ended before it began");
        }
        if (!report.path("outcome").asText().equals(read.outcome().name())) {
            throw wrong("says another outcome than its criteria");
        }
        return read;
    }

    private <T> T part(JsonNode parts, String name, Class<T> kind) throws IOException {
        if (!parts.path(name).isObject()) {
            throw wrong("does not say what is needed to merge it: " + name);
        }
        return ReportJson.JSON.treeToValue(parts.path(name), kind);
    }

    private <T> T value(JsonNode node, TypeReference<T> kind) throws IOException {
        if (!node.isContainerNode()) {
            throw ReportJson.none(file, new IOException("no " + kind.getType()));
        }
        return ReportJson.JSON.readerFor(kind).readValue(node);
    }

    private void check(Place place) {
        if (place.machine() < 1
                || place.machine() > place.machines()
                || place.machines() > Place.MACHINES_MAX) {
            throw wrong("is of machine %d of %d".formatted(place.machine(), place.machines()));
        }
    }

    private static boolean finite(JsonNode node) {
        if (node.isNumber()) {
            // NaN is not smaller than anything
            return Math.abs(node.doubleValue()) <= NUMBER_MAX;
        }
        for (JsonNode one : node) {
            if (!finite(one)) {
                return false;
            }
        }
        return true;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + " " + what);
    }
}
