package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

final class JsonReportTest {
    @Test
    void itBeginsWithTheVersionOfItsSchema() throws Exception {
        String json = JsonReport.of(Verdicts.flood());

        assertThat(json).startsWith("{\n  \"schema_version\" : 2,\n  \"rehearsal\" : \"flood\"");
        assertThat(new ObjectMapper().readTree(json).fieldNames())
                .toIterable()
                .containsExactly(
                        "schema_version",
                        "rehearsal",
                        "threat",
                        "outcome",
                        "criteria",
                        "evidence",
                        "notes",
                        "measures",
                        "tables");
    }

    @Test
    void whatWasReadFromAReportIsWrittenAgain() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode before =
                json.readTree(JsonReportTest.class.getResource("flood.json")).path("evidence");
        JsonNode after = json.readTree(JsonReport.of(Verdicts.flood())).path("evidence");

        before.properties()
                .forEach(field ->
                        assertThat(after.get(field.getKey()))
                                .as(field.getKey())
                                .isEqualTo(field.getValue()));
    }

    @Test
    void aGapInATimelineIsNull() throws Exception {
        JsonNode timeline =
                new ObjectMapper()
                        .readTree(JsonReport.of(Verdicts.flood()))
                        .at("/evidence/timeline");

        assertThat(timeline.at("/seconds/60").asInt()).isEqualTo(60);
        assertThat(timeline.at("/series/0/name").asText()).isEqualTo("pressure");
        assertThat(timeline.at("/series/0/values/60").isNull()).isTrue();
        assertThat(timeline.at("/series/0/values/65").isNumber()).isTrue();
    }
}
