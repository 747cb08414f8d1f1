package org.rempart.loadtests.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;

import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.Earlier;
import org.rempart.loadtests.verdict.Measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reads what a report of an earlier run has to be compared by. Whatever is wrong with it is said
/// and no more: the run that is played now is judged by itself.
public final class EarlierReport {
    /// A soak of an hour leaves 1 MB.
    static final int BYTES_MAX = 16 * 1024 * 1024;

    private EarlierReport() {}

    /// Reads the report of a rehearsal in a folder of reports.
    public static Earlier read(Path reports, String rehearsal) {
        Path file = reports.resolve(rehearsal).resolve(ReportFiles.JSON);
        JsonNode report;
        try {
            report = ReportJson.read(file, BYTES_MAX);
        } catch (IllegalArgumentException e) {
            return new Earlier.Unknown(String.valueOf(e.getMessage()));
        }
        try {
            return of(report, rehearsal);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return new Earlier.Unknown(file + " is not a report of a rehearsal");
        } catch (IOException e) {
            return new Earlier.Unknown("nothing can be read from " + file);
        }
    }

    private static Earlier of(JsonNode report, String rehearsal) throws IOException {
        int version = report.path("schema_version").asInt();
        if (version != JsonReport.SCHEMA_VERSION) {
            return new Earlier.Unknown(
                    "its schema_version is %d and not %d"
                            .formatted(version, JsonReport.SCHEMA_VERSION));
        }
        if (!report.path("rehearsal").asText().equals(rehearsal)) {
            return new Earlier.Unknown("it is of another rehearsal");
        }
        JsonNode conditions = report.path("evidence").path("parts").path(Conditions.CONDITIONS);
        JsonNode measures = report.path("measures");
        if (conditions.isMissingNode() || measures.isMissingNode()) {
            return new Earlier.Unknown("it does not say what was measured, or how");
        }
        List<Measure> read =
                ReportJson.JSON
                        .readerFor(new TypeReference<List<Measure>>() {})
                        .readValue(measures);
        if (!read.stream().allMatch(measure -> Double.isFinite(measure.value()))) {
            return new Earlier.Unknown("it holds no finite number where one was measured");
        }
        return new Earlier.Run(
                report.path("outcome").asText(),
                ReportJson.JSON.treeToValue(conditions, Conditions.class),
                read);
    }
}
