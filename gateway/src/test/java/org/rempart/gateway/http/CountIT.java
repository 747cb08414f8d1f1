package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The count is the rows: in every answer and in every gateway.
class CountIT {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static RunningGateway one;
    private static RunningGateway other;

    @BeforeAll
    static void start() {
        one = RunningGateway.on(DATABASE);
        other = RunningGateway.on(DATABASE);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static long count(RunningGateway gateway, String slug) {
        return gateway.client()
                .get("/petitions/" + slug + "/count.json")
                .json()
                .getLong("signature_count");
    }

    private static void agreeOn(String slug, long count) {
        Eventually.holds(() -> count(one, slug) == count && count(other, slug) == count);
    }

    @Test
    void aThousandStrangersAreAThousandRows() {
        Client client = one.client();
        client.createPetition("thousand");
        String[] countries = {"FR", "DE", "BE", "CH"};
        for (int i = 0; i < 1000; i++) {
            JsonObject fields =
                    Client.person(i)
                            .put("country", countries[i % countries.length])
                            .put("altcha", client.solved("thousand"));
            assertThat(client.sign("thousand", fields).status()).isEqualTo(201);
        }
        assertThat(count(one, "thousand")).isEqualTo(1000);
        assertThat(
                        DATABASE.number(
                                "SELECT count(*) FROM signature WHERE state = 'counted' AND"
                                        + " petition_id = (SELECT id FROM petition WHERE slug ="
                                        + " 'thousand')"))
                .isEqualTo(1000);
        JsonObject attributes =
                client.get("/petitions/thousand.json")
                        .json()
                        .getJsonObject("data")
                        .getJsonObject("attributes");
        assertThat(attributes.getLong("signature_count")).isEqualTo(1000);
        JsonArray byCountry = attributes.getJsonArray("signatures_by_country");
        assertThat(byCountry).hasSize(4);
        assertThat(byCountry.stream().map(item -> ((JsonObject) item).getLong("signature_count")))
                .containsOnly(250L);
        agreeOn("thousand", 1000);
    }

    @Test
    void whoeverSignedSeesHisOwnSignatureInTheCountAtOnce() {
        Client client = one.client();
        client.createPetition("at-once");
        for (int i = 1; i <= 50; i++) {
            client.signAs("at-once", i);
            assertThat(count(one, "at-once")).isEqualTo(i);
        }
    }

    @Test
    void theCountFollowsTheRowsWhoeverChangesThem() {
        Client client = one.client();
        client.createPetition("decisions");
        for (int i = 0; i < 6; i++) {
            client.signAs("decisions", i);
        }
        agreeOn("decisions", 6);
        String ofPetition =
                " WHERE petition_id = (SELECT id FROM petition WHERE slug = 'decisions')";
        DATABASE.run(
                "UPDATE signature SET state = 'set_aside'"
                        + ofPetition
                        + " AND name IN ('Person 0', 'Person 1')");
        agreeOn("decisions", 4);
        DATABASE.run("DELETE FROM signature" + ofPetition + " AND name = 'Person 2'");
        agreeOn("decisions", 3);
        DATABASE.run("UPDATE signature SET state = 'counted', country = 'DE'" + ofPetition);
        agreeOn("decisions", 5);
        assertThat(
                        client.get("/petitions/decisions.json")
                                .json()
                                .getJsonObject("data")
                                .getJsonObject("attributes")
                                .getJsonArray("signatures_by_country"))
                .isEqualTo(
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("code", "DE")
                                                .put("name", "Germany")
                                                .put("signature_count", 5)));
    }

    @Test
    void anUnchangedCountIsNotSentAgain() {
        Client client = one.client();
        client.createPetition("etag");
        client.signAs("etag", 1);
        Answer first = client.get("/petitions/etag/count.json");
        assertThat(first.header("cache-control")).contains("max-age=1");
        assertThat(Instant.parse(first.json().getString("as_of"))).isBefore(Instant.now());
        Answer second =
                client.get("/petitions/etag/count.json", "If-None-Match", first.header("etag"));
        assertThat(second.status()).isEqualTo(304);
        client.signAs("etag", 2);
        Answer third =
                client.get("/petitions/etag/count.json", "If-None-Match", first.header("etag"));
        assertThat(third.json().getLong("signature_count")).isEqualTo(2);
    }

    /// A dashboard asks every ten seconds, and the count is confirmed every five.
    @Test
    void aCountThatWasConfirmedMeanwhileAndDidNotMoveIsNotSentAgain() {
        Client client = one.client();
        client.createPetition("confirmed");
        client.signAs("confirmed", 1);
        Answer first = client.get("/petitions/confirmed/count.json");
        // whatever is done to a petition has its count read again
        client.operator("PATCH", "/operator/petitions/confirmed", "{}");
        Answer later = client.get("/petitions/confirmed/count.json");
        assertThat(Instant.parse(later.json().getString("as_of")))
                .isAfter(Instant.parse(first.json().getString("as_of")));
        assertThat(first.header("etag")).isEqualTo("W/\"1\"");
        Answer again =
                client.get(
                        "/petitions/confirmed/count.json", "If-None-Match", first.header("etag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("etag")).isEqualTo(first.header("etag"));
    }

    @Test
    void aQueryThatCannotBeDecodedIsNobodysFault() {
        assertThat(one.client().rawGet("/?lang=%zz")).isEqualTo(200);
        assertThat(one.client().rawGet("/petitions/%zz")).isEqualTo(400);
        assertThat(one.client().rawGet("/rehearsal/consent?nonce=%zz")).isEqualTo(404);
    }

    @Test
    void whoeverAsksForWhatIsNotThereMayReadThatToo() {
        for (String path : new String[] {".json", "/count.json", "/count/events", "/challenge"}) {
            assertThat(
                            one.client()
                                    .get("/petitions/nowhere" + path)
                                    .header("access-control-allow-origin"))
                    .isEqualTo("*");
        }
    }

    @Test
    void aStreamTellsTheCountAndEachChangeThroughWhicheverGateway() throws Exception {
        Client client = one.client();
        client.createPetition("stream");
        Eventually.holds(() -> other.client().get("/petitions/stream/count.json").status() == 200);
        var stream =
                URI.create(other.publicUrl() + "/petitions/stream/count/events")
                        .toURL()
                        .openConnection();
        stream.setReadTimeout(10_000);
        assertThat(stream.getContentType()).isEqualTo("text/event-stream");
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(nextCount(lines)).isZero();
            client.signAs("stream", 1);
            assertThat(nextCount(lines)).isEqualTo(1);
            client.signAs("stream", 2);
            assertThat(nextCount(lines)).isEqualTo(2);
        }
    }

    private static long nextCount(BufferedReader lines) throws Exception {
        while (true) {
            String line = lines.readLine();
            if (line.startsWith("data: ")) {
                return new JsonObject(line.substring("data: ".length())).getLong("signature_count");
            }
        }
    }
}
