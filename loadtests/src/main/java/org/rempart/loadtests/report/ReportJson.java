package org.rempart.loadtests.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads reports that may be anything: whoever fetched them may have fetched something else.
final class ReportJson {
    /// Every component has to be there, and what is there beside them is of a newer suite.
    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private ReportJson() {}

    /// @throws IllegalArgumentException with a sentence that names the file
    static JsonNode read(Path file, int bytesMax) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(bytesMax + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException("nothing can be read from " + file, e);
        }
        if (bytes.length > bytesMax) {
            throw new IllegalArgumentException(
                    "%s has more than %,d bytes".formatted(file, bytesMax));
        }
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw none(file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("nothing can be read from " + file, e);
        }
    }

    /// What is wrong with a file that is something else.
    static IllegalArgumentException none(Path file, Exception why) {
        return new IllegalArgumentException(file + " is not a report of a rehearsal", why);
    }
}
