package org.rempart.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;

/// A source beyond its budget, somebody whose address it used, and the operator who decides: on two
/// gateways.
class HeldApiIT {
    private static final int HEARD_WITHIN_MS = 10_000;
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static RunningGateway one;
    private static RunningGateway other;

    @BeforeAll
    static void start() {
        // two signatures of a source are counted; a test has but one address, so the quiet source
        // is the other gateway's
        Map<String, String> scarce =
                Map.of(
                        "REMPART_SOURCE_LARGER_BUDGETS", "",
                        "REMPART_BUDGET_SIGNATURES", "2/24h burst 2");
        one = RunningGateway.on(DATABASE, scarce);
        other = RunningGateway.on(DATABASE);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static long count(RunningGateway gateway) {
        return gateway.client()
                .get("/petitions/forged/count.json")
                .json()
                .getLong("signature_count");
    }

    private static JsonObject held() {
        Answer answer = one.client().operator("GET", "/operator/petitions/forged/held", "");
        assertThat(answer.status()).isEqualTo(200);
        JsonArray reasons = answer.json().getJsonArray("held");
        assertThat(reasons).hasSize(1);
        return reasons.getJsonObject(0);
    }

    private static JsonObject release(JsonObject order) {
        Answer answer =
                one.client()
                        .operator("POST", "/operator/petitions/forged/releases", order.encode());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void whoeverSignsBesideAForgerIsCountedAndWhatTheOperatorReleasesIsCountedEverywhere()
            throws SQLException {
        one.client().createPetition("forged");
        Eventually.holds(() -> other.client().get("/petitions/forged.json").status() == 200);
        for (int i = 1; i <= 7; i++) {
            assertThat(one.client().signAs("forged", i).status()).isEqualTo(201);
        }
        assertThat(count(one)).isEqualTo(2);
        assertThat(other.client().signAs("forged", 5).status()).isEqualTo(201);
        Eventually.holds(() -> count(one) == 3 && count(other) == 3);

        JsonObject held = held();
        assertThat(held.getString("reason")).isEqualTo("source_over_budget");
        assertThat(held.getLong("signatures")).isEqualTo(5);
        Instant first = Instant.parse(held.getString("first_at"));
        Instant last = Instant.parse(held.getString("last_at"));
        assertThat(first).isBefore(last);

        JsonObject order =
                new JsonObject()
                        .put("reason", "source_over_budget")
                        .put("from", first.toString())
                        .put("to", last.toString());
        assertThat(release(order))
                .isEqualTo(new JsonObject().put("released", 3).put("remaining", 0));
        assertThat(count(one)).isEqualTo(6);
        Eventually.holds(() -> count(other) == 6);
        try (Connection ears = DATABASE.connect();
                Statement listen = ears.createStatement()) {
            listen.execute("LISTEN rempart");
            assertThat(release(order.put("to", last.plusSeconds(1).toString())))
                    .isEqualTo(new JsonObject().put("released", 1).put("remaining", 0));
            assertThat(ears.unwrap(PGConnection.class).getNotifications(HEARD_WITHIN_MS))
                    .extracting(PGNotification::getParameter)
                    .contains(
                            "counts "
                                    + DATABASE.number(
                                            "SELECT id FROM petition WHERE slug = 'forged'"));
        }
        assertThat(release(order))
                .isEqualTo(new JsonObject().put("released", 0).put("remaining", 0));
        Eventually.holds(() -> count(one) == 7 && count(other) == 7);
        assertThat(held().getLong("signatures")).isEqualTo(1);
        assertThat(
                        one.client()
                                .get("/petitions/forged.json")
                                .json()
                                .getJsonObject("data")
                                .getJsonObject("attributes")
                                .getJsonArray("signatures_by_country")
                                .getJsonObject(0)
                                .getLong("signature_count"))
                .isEqualTo(7);
    }

    @Test
    void withoutTheTokenNothingIsReleased() {
        assertThat(one.client().operatorAsStranger("/operator/petitions/demo/held").status())
                .isEqualTo(401);
        assertThat(one.client().operatorAsStranger("/operator/petitions/demo/releases").status())
                .isEqualTo(401);
    }

    @Test
    void anOrderForAPetitionThatIsNotThereReleasesNothing() {
        Answer answer = one.client().operator("POST", "/operator/petitions/nowhere/releases", "{}");
        assertThat(answer.code()).isEqualTo("petition_unknown");
    }
}
