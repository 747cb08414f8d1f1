package org.rempart.loadtests.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.Measure;
import org.rempart.loadtests.verdict.Table;
import org.rempart.loadtests.verdict.Verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A verdict for machines. Names are in snake case, as the gateway's own JSON.
public final class JsonReport {
    /// Raised when a name goes or changes its meaning; names may come without it.
    static final int SCHEMA_VERSION = 2;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private JsonReport() {}

    /// @param tables what people are told of each part of the evidence
    @JsonPropertyOrder("schema_version")
    private record Document(
            int schemaVersion,
            @JsonUnwrapped Verdict verdict,
            List<Measure> measures,
            Map<String, List<Table>> tables) {}

    /// What is left by one that has no verdict.
    ///
    /// @param outcome the one word
    /// @param machine which machine did not play its part; null where nobody said that there are
    ///   several
    @JsonPropertyOrder("schema_version")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Untold(
            int schemaVersion,
            String rehearsal,
            String outcome,
            String why,
            @Nullable Place machine) {}

    /// Writes the verdict as one JSON object.
    public static String of(Verdict verdict) {
        return write(document(verdict));
    }

    /// Writes that there is none.
    static String of(Told told, Optional<Place> machine) {
        return write(
                new Untold(
                        SCHEMA_VERSION,
                        told.rehearsal(),
                        told.word(),
                        told.sentence(),
                        machine.orElse(null)));
    }

    private static String write(Object document) {
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a verdict is always JSON", e);
        }
    }

    private static Document document(Verdict verdict) {
        Map<String, List<Table>> tables = new LinkedHashMap<>();
        verdict.evidence().parts().forEach((name, part) -> tables.put(name, part.tables()));
        return new Document(SCHEMA_VERSION, verdict, verdict.evidence().measures(), tables);
    }
}
