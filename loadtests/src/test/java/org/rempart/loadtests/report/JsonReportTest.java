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
    void whatSignersMetAndWhenActsBeganStandsOnTheSameAxis() throws Exception {
        JsonNode timeline =
                new ObjectMapper()
                        .readTree(JsonReport.of(Verdicts.flood()))
                        .at("/evidence/timeline");

        assertThat(timeline.at("/marks/1/seconds").asDouble()).isEqualTo(30);
        assertThat(timeline.at("/marks/1/name").asText()).isEqualTo("during the flood");
        assertThat(timeline.at("/signers/seconds/30").asInt()).isEqualTo(30);
        assertThat(timeline.at("/signers/ended/31").asInt()).isEqualTo(33);
        assertThat(timeline.at("/signers/got_through/31").asInt()).isZero();
        assertThat(timeline.at("/signers/p50_ms/30").asDouble()).isGreaterThan(15_000);
        assertThat(timeline.at("/signers/worst_ms/30").asDouble()).isGreaterThan(30_000);
        assertThat(timeline.at("/signers/worst_ms/31").isNull()).isTrue();
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
