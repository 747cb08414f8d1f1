package org.rempart.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What an operator can do and see.
class OperatorIT {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static RunningGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.on(DATABASE);
        client = gateway.client();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void withoutTheTokenNothingIsSaidOfWhatExists() {
        for (String path :
                List.of(
                        "/operator/status",
                        "/operator/petitions",
                        "/operator/petitions/demo/signatures",
                        "/operator/nothing")) {
            Answer answer = client.operatorAsStranger(path);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("unauthorized");
        }
    }

    @Test
    void healthAndMetricsAreOpen() {
        assertThat(client.operatorAsStranger("/health/live").status()).isEqualTo(200);
        Answer ready = client.operatorAsStranger("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().getString("status")).isEqualTo("up");
        Answer metrics = client.operatorAsStranger("/metrics");
        assertThat(metrics.header("content-type")).startsWith("text/plain");
        assertThat(metrics.response().body())
                .contains("rempart_answers_total{outcome=\"recorded\"}")
                .contains("rempart_intake_queue_rows")
                .contains("resilience4j_circuitbreaker_state");
    }

    @Test
    void theOperatorSideIsNotOnThePublicSide() {
        assertThat(client.get("/operator/status").status()).isEqualTo(404);
        assertThat(client.get("/metrics").status()).isEqualTo(404);
        assertThat(client.get("/health/ready").status()).isEqualTo(404);
    }

    private JsonObject status() {
        return client.operator("GET", "/operator/status", "").json();
    }

    @Test
    void statusSaysWhatGoesOnAndWhy() {
        Eventually.holds(
                () -> "calm".equals(status().getJsonObject("pressure").getString("level")));
        JsonObject status = status();
        assertThat(status.getJsonObject("pressure").getString("reason")).isNotBlank();
        assertThat(status.getJsonObject("price").getLong("tries_max")).isEqualTo(1000);
        assertThat(status.getJsonObject("breaker").getString("state")).isEqualTo("closed");
        assertThat(status.fieldNames())
                .contains("queue", "breaker", "journal", "rates_per_second", "price");
    }

    @Test
    void aPetitionIsCreatedClosedAndOpenedAgain() {
        JsonObject fields =
                new JsonObject()
                        .put("slug", "life")
                        .put("action", "Do it")
                        .put("background", "Because.")
                        .put("goal", 500);
        Answer created = client.operator("POST", "/operator/petitions", fields.encode());
        assertThat(created.status()).isEqualTo(201);
        assertThat(attributes(created).getString("state")).isEqualTo("open");
        assertThat(attributes(created).getInteger("goal")).isEqualTo(500);
        assertThat(client.get("/petitions/life.json").status()).isEqualTo(200);

        Answer closed = change("life", new JsonObject().put("closes_at", "2026-01-02T00:00:00Z"));
        assertThat(closed.status()).isEqualTo(200);
        assertThat(attributes(closed).getString("state")).isEqualTo("closed");
        assertThat(attributes(closed).getString("background")).isEqualTo("Because.");
        assertThat(client.get("/petitions/life/challenge").status()).isEqualTo(409);

        Answer opened = change("life", new JsonObject().putNull("closes_at").putNull("goal"));
        assertThat(attributes(opened).getString("state")).isEqualTo("open");
        assertThat(attributes(opened).getValue("goal")).isNull();
        assertThat(client.get("/petitions/life/challenge").status()).isEqualTo(200);
    }

    @Test
    void aSlugIsTakenOnceAndWhatIsWrongIsNamed() {
        String body = new JsonObject().put("slug", "once").put("action", "Do it").encode();
        assertThat(client.operator("POST", "/operator/petitions", body).status()).isEqualTo(201);
        Answer again = client.operator("POST", "/operator/petitions", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("slug_taken");
        Answer invalid =
                client.operator(
                        "POST",
                        "/operator/petitions",
                        new JsonObject()
                                .put("slug", "Not A Slug")
                                .put("goal", 0)
                                .put("opens_at", "tomorrow")
                                .put("colour", "red")
                                .encode());
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(
                        invalid.json().getJsonArray("errors").stream()
                                .map(error -> ((JsonObject) error).getString("field")))
                .containsExactlyInAnyOrder("slug", "action", "goal", "opens_at", "colour");
        assertThat(change("nowhere", new JsonObject()).status()).isEqualTo(404);
        assertThat(client.operator("POST", "/operator/petitions", "{").status()).isEqualTo(400);
    }

    @Test
    void aGoalOrATimeBeyondWhatCanBeShownIsRefused() {
        for (JsonObject fields :
                new JsonObject[] {
                    new JsonObject().put("goal", 1_000_000_001),
                    new JsonObject().put("goal", 3_000_000_000L),
                    new JsonObject().put("goal", 1.5),
                    new JsonObject().put("opens_at", "+999999999-12-31T23:59:59Z"),
                    new JsonObject().put("closes_at", "3000-01-01T00:00:00Z")
                }) {
            assertThat(change("demo", fields).status()).isEqualTo(422);
        }
        assertThat(change("demo", new JsonObject().put("goal", 1_000_000_000)).status())
                .isEqualTo(200);
    }

    @Test
    void aNewPetitionsCountIsKnownFromTheStart() {
        client.createPetition("new");
        assertThat(Instant.parse(client.get("/petitions/new/count.json").json().getString("as_of")))
                .isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void everyAcknowledgedSignatureIsListedOnceByItsReceipt() {
        client.createPetition("listed");
        List<String> receipts = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            receipts.add(client.signAs("listed", i).json().getString("receipt"));
        }
        List<String> listed = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonObject page =
                    client.operator(
                                    "GET",
                                    "/operator/petitions/listed/signatures?limit=10"
                                            + (after.isEmpty() ? "" : "&after=" + after),
                                    "")
                            .json();
            page.getJsonArray("signatures").stream()
                    .map(JsonObject.class::cast)
                    .peek(entry ->
                            assertThat(entry.fieldNames())
                                    .containsExactlyInAnyOrder(
                                            "receipt", "state", "country", "recorded_at"))
                    .forEach(entry -> listed.add(entry.getString("receipt")));
            after = page.getString("next");
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(receipts);
    }

    private static Answer change(String slug, JsonObject fields) {
        return client.operator("PATCH", "/operator/petitions/" + slug, fields.encode());
    }

    private static JsonObject attributes(Answer answer) {
        return answer.json().getJsonObject("data").getJsonObject("attributes");
    }
}
