package org.rempart.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.gateway.http.InvalidField;
import org.rempart.gateway.storage.HeldSignatures;
import org.rempart.gateway.storage.Hold;

import java.time.Instant;
import java.util.List;

class ReleaseOrderTest {
    private static JsonObject order() {
        return new JsonObject()
                .put("reason", "source_over_budget")
                .put("from", "2026-11-22T08:00:00+01:00")
                .put("to", "2026-11-22T08:00:00Z");
    }

    private static List<String> faults(JsonObject fields) {
        return ReleaseOrder.read(fields) instanceof ReleaseOrder.Result.Invalid invalid
                ? invalid.errors().stream()
                        .map((InvalidField error) -> error.field() + " " + error.code())
                        .toList()
                : List.of();
    }

    @Test
    void anOrderNamesReasonAndRange() {
        assertThat(ReleaseOrder.read(order()))
                .isEqualTo(
                        new ReleaseOrder.Result.Valid(
                                new HeldSignatures.Range(
                                        Hold.SOURCE_OVER_BUDGET,
                                        Instant.parse("2026-11-22T07:00:00Z"),
                                        Instant.parse("2026-11-22T08:00:00Z"))));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(faults(new JsonObject().put("colour", "red").put("from", 7)))
                .containsExactly(
                        "colour unknown",
                        "reason not_a_reason",
                        "from not_a_time",
                        "to not_a_time");
    }

    @ParameterizedTest
    @CsvSource({"reason", "from", "to"})
    void nothingIsReleasedByAnOrderThatLeavesOneOut(String field) {
        JsonObject missing = order();
        missing.remove(field);
        assertThat(faults(missing)).hasSize(1);
        assertThat(faults(order().putNull(field))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T07:00:00Z, to not_after_from",
        "2026-11-22T06:59:59.999999999Z, to not_after_from",
        "2026-11-22T07:00:00.000000001Z, ''",
        "3000-01-01T00:00:00Z, to not_a_time",
        "2999-12-31T23:59:59Z, ''"
    })
    void aRangeEndsAfterItBegins(String to, String fault) {
        assertThat(String.join(",", faults(order().put("to", to)))).isEqualTo(fault);
    }

    @Test
    void aReasonIsOneOfThoseThatSignaturesAreHeldFor() {
        assertThat(faults(order().put("reason", "petition_closed"))).isEmpty();
        assertThat(faults(order().put("reason", "PETITION_CLOSED"))).hasSize(1);
        assertThat(faults(order().put("reason", 1))).hasSize(1);
    }
}
