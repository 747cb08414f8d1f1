package org.rempart.loadtests.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.rempart.loadtests.verdict.Measure;
import org.rempart.loadtests.verdict.Verdict;

import java.util.List;

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

    @JsonPropertyOrder("schema_version")
    private record Document(
            int schemaVersion, @JsonUnwrapped Verdict verdict, List<Measure> measures) {}

    /// Writes the verdict as one JSON object.
    public static String of(Verdict verdict) {
        try {
            return JSON.writeValueAsString(document(verdict)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a verdict is always JSON", e);
        }
    }

    private static Document document(Verdict verdict) {
        return new Document(SCHEMA_VERSION, verdict, verdict.evidence().measures());
    }
}
