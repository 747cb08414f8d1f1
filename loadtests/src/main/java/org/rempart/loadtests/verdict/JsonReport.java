package org.rempart.loadtests.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// A verdict for machines. Names are in snake case, as the gateway's own JSON.
public final class JsonReport {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private JsonReport() {}

    /// Writes the verdict as one JSON object.
    public static String of(Verdict verdict) {
        try {
            return JSON.writeValueAsString(verdict) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a verdict is always JSON", e);
        }
    }
}
