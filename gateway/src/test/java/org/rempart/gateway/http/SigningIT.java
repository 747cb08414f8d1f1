package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/// Every answer a signature can get, by the contract's table.
class SigningIT {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static RunningGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.on(DATABASE);
        client = gateway.client();
        client.createPetition("open");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static long rows(String slug) {
        return DATABASE.number(
                "SELECT count(*) FROM signature JOIN petition p ON p.id = petition_id WHERE slug = '"
                        + slug
                        + "'");
    }

    private static long counted(String slug) {
        return client.get("/petitions/" + slug + "/count.json").json().getLong("signature_count");
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        JsonObject problem = answer.json();
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("type")).isNotBlank();
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(problem.getString("error")).isNotBlank();
    }

    @Test
    void aSignatureIsRecordedAndCounted() {
        client.createPetition("recorded");
        Answer answer = client.signAs("recorded", 1);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().getString("status")).isEqualTo("recorded");
        assertThat(answer.json().getString("receipt")).isNotBlank();
        assertThat(counted("recorded")).isEqualTo(1);
        assertThat(rows("recorded")).isEqualTo(1);
    }

    @Test
    void aFormOfABrowserIsTakenLikeJson() {
        client.createPetition("form");
        String body =
                client
                        .solved("form")
                        .transform(altcha ->
                                Map.of(
                                        "name", "Zoë O'Brien",
                                        "email", "zoe@example.org",
                                        "country", "ie",
                                        "consent", "on",
                                        "altcha", altcha))
                        .entrySet()
                        .stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        Answer answer =
                client.post(
                        "/petitions/form/signatures", "application/x-www-form-urlencoded", body);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(DATABASE.number("SELECT count(*) FROM signature WHERE name = 'Zoë O''Brien'"))
                .isEqualTo(1);
    }

    @Test
    void aRetryGetsTheFirstAnswerAndIsNotCountedAgain() {
        client.createPetition("retry");
        JsonObject fields = Client.person(1).put("altcha", client.solved("retry"));
        Answer first = client.sign("retry", fields);
        Answer second = client.sign("retry", fields);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(rows("retry")).isEqualTo(1);
    }

    @Test
    void aRetryGetsTheFirstAnswerThoughThePetitionHasClosedSince() {
        client.createPetition("closed-since");
        JsonObject fields = Client.person(1).put("altcha", client.solved("closed-since"));
        Answer first = client.sign("closed-since", fields);
        client.operator(
                "PATCH",
                "/operator/petitions/closed-since",
                new JsonObject().put("closes_at", "2026-01-01T00:00:00Z").encode());
        Answer second = client.sign("closed-since", fields);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void oneSolvedChallengeDoesNotBuyASecondSignature() {
        client.createPetition("replay");
        String altcha = client.solved("replay");
        assertThat(client.sign("replay", Client.person(1).put("altcha", altcha)).status())
                .isEqualTo(201);
        isProblem(
                client.sign("replay", Client.person(2).put("altcha", altcha)),
                403,
                "challenge_spent");
        assertThat(rows("replay")).isEqualTo(1);
    }

    @Test
    void oneSolvedChallengeDoesNotBuyASignatureOnAnotherPetition() {
        client.createPetition("replay-here");
        client.createPetition("replay-there");
        String altcha = client.solved("replay-here");
        client.sign("replay-here", Client.person(1).put("altcha", altcha));
        isProblem(
                client.sign("replay-there", Client.person(1).put("altcha", altcha)),
                403,
                "challenge_spent");
    }

    @Test
    void whoSignsTwiceGetsAnAnswerOfTheSameLookAndIsCountedOnce() {
        client.createPetition("twice");
        Answer first = client.signAs("twice", 1);
        JsonObject again =
                Client.person(1)
                        .put("email", " Person1+news@EXAMPLE.org")
                        .put("altcha", client.solved("twice"));
        Answer second = client.sign("twice", again);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().fieldNames()).isEqualTo(first.json().fieldNames());
        assertThat(second.json().getString("receipt"))
                .hasSameSizeAs(first.json().getString("receipt"))
                .isNotEqualTo(first.json().getString("receipt"));
        assertThat(rows("twice")).isEqualTo(1);
        assertThat(counted("twice")).isEqualTo(1);
    }

    @Test
    void aCoupleSharesAnAddressWhereThePetitionLetsThem() {
        client.createPetition(
                new JsonObject()
                        .put("slug", "couples")
                        .put("action", "Do it")
                        .put("people_per_address", 2));
        for (String name : new String[] {"Ana", "Ben", "ana", "Cleo"}) {
            JsonObject fields =
                    Client.person(1).put("name", name).put("altcha", client.solved("couples"));
            assertThat(client.sign("couples", fields).status()).isEqualTo(201);
        }
        assertThat(rows("couples")).isEqualTo(2);
        assertThat(
                        DATABASE.number(
                                "SELECT count(*) FROM signature WHERE name IN ('Ana', 'Ben') AND"
                                        + " petition_id = (SELECT id FROM petition WHERE slug ="
                                        + " 'couples')"))
                .isEqualTo(2);
    }

    @Test
    void whatIsNotWellFormedIsMalformed() {
        isProblem(post("{\"name\":"), 400, "malformed");
        isProblem(post("[]"), 400, "malformed");
        isProblem(post("{\"name\":1}"), 400, "malformed");
        isProblem(post("{\"name\":\"a\",\"name\":\"b\"}"), 400, "malformed");
    }

    private static Answer post(String body) {
        return client.post("/petitions/open/signatures", "application/json", body);
    }

    @Test
    void theWorkIsLookedAtBeforeTheFields() {
        isProblem(post("{}"), 403, "challenge_missing");
        isProblem(post("{\"altcha\":\"eyJ9\"}"), 403, "challenge_forged");
        JsonObject challenge = client.get("/petitions/open/challenge").json();
        int wrong = Client.number(challenge) + 1;
        isProblem(
                client.sign(
                        "open", new JsonObject().put("altcha", Client.payload(challenge, wrong))),
                403,
                "challenge_unsolved");
    }

    @Test
    void allFieldsThatAreWrongAreNamedAtOnceAndTheWorkIsNotLost() {
        client.createPetition("invalid");
        String altcha = client.solved("invalid");
        Answer answer =
                client.sign(
                        "invalid",
                        new JsonObject()
                                .put("name", "=1+1")
                                .put("email", "nobody")
                                .put("country", "XX")
                                .put("postcode", "0123456789012345678")
                                .put("consent", false)
                                .put("altcha", altcha));
        isProblem(answer, 422, "invalid");
        assertThat(
                        answer.json().getJsonArray("errors").stream()
                                .map(JsonObject.class::cast)
                                .peek(error -> {
                                    assertThat(error.getString("code")).isNotBlank();
                                    assertThat(error.getString("message")).isNotBlank();
                                })
                                .map(error -> error.getString("field")))
                .containsExactlyInAnyOrder("name", "email", "country", "postcode", "consent");
        assertThat(client.sign("invalid", Client.person(1).put("altcha", altcha)).status())
                .isEqualTo(201);
    }

    @Test
    void aPetitionThatIsNotThereOrNotOpenIsSaidToBe() {
        isProblem(client.sign("nowhere", Client.person(1)), 404, "petition_unknown");
        isProblem(client.get("/petitions/nowhere/challenge"), 404, "petition_unknown");
        isProblem(client.get("/petitions/nowhere/count.json"), 404, "petition_unknown");
        isProblem(client.get("/petitions/nowhere.json"), 404, "petition_unknown");
        client.createPetition(
                new JsonObject()
                        .put("slug", "waiting")
                        .put("action", "Do it")
                        .put("opens_at", Instant.now().plusSeconds(3600).toString()));
        isProblem(client.get("/petitions/waiting/challenge"), 409, "petition_not_open");
        isProblem(client.sign("waiting", Client.person(1)), 409, "petition_not_open");
        isProblem(
                client.sign("waiting", Client.person(1).put("altcha", client.solved("open"))),
                409,
                "petition_not_open");
        assertThat(rows("waiting")).isZero();
    }

    @Test
    void aBodyMayHoldExactlyFourKibibytes() {
        String altcha = client.solved("open");
        JsonObject fields = Client.person(77).put("altcha", altcha).put("filler", "");
        String filler = "x".repeat(4096 - fields.encode().length());
        assertThat(client.sign("open", fields.put("filler", filler)).status()).isEqualTo(201);
        isProblem(client.sign("open", fields.put("filler", filler + "x")), 413, "too_large");
    }

    @Test
    void otherTypesAreNotRead() {
        isProblem(
                client.post("/petitions/open/signatures", "text/plain", "{}"),
                415,
                "unsupported_type");
        isProblem(
                client.post("/petitions/open/signatures", "multipart/form-data; boundary=x", "--x"),
                415,
                "unsupported_type");
    }

    @Test
    void onlyPagesOfTheOriginsOfThePetitionMayReadTheAnswer() {
        client.createPetition(
                new JsonObject()
                        .put("slug", "origins")
                        .put("action", "Do it")
                        .put("origins", new JsonArray().add("https://a.example")));
        String path = "/petitions/origins/signatures";
        assertThat(
                        client.post(path, "application/json", "{}", "Origin", "https://a.example")
                                .header("access-control-allow-origin"))
                .isEqualTo("https://a.example");
        assertThat(
                        client.post(path, "application/json", "{}", "Origin", "https://b.example")
                                .header("access-control-allow-origin"))
                .isEmpty();
        Answer preflight =
                client.request(
                        "OPTIONS",
                        path,
                        "Origin",
                        "https://a.example",
                        "Access-Control-Request-Method",
                        "POST");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-methods")).isEqualTo("POST");
        assertThat(client.get("/petitions/origins.json").header("access-control-allow-origin"))
                .isEqualTo("*");
    }
}
