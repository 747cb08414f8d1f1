package org.rempart.gateway.operator;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.rempart.gateway.operator.OpenApiExchange.Side;
import org.rempart.gateway.storage.Migrations;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.MovableTime;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TcpProxy;
import org.rempart.gateway.testing.TestDatabase;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Provokes every answer that gateways have: one in an ordinary state, one that grants next to
/// nothing, and one whose database is away.
final class OpenApiExchanges {
    static final String BAD_ESCAPE = "%zz";
    private static final int SIGNATURE_BYTES_MAX = 4_096;
    private static final int PETITION_BYTES_MAX = 65_536;

    private final Vertx vertx;
    private final List<OpenApiExchange> exchanges;

    /// Adds what is said to `exchanges`.
    OpenApiExchanges(Vertx vertx, List<OpenApiExchange> exchanges) {
        this.vertx = vertx;
        this.exchanges = exchanges;
    }

    /// With a gateway that lacks nothing, and a token for rehearsals.
    void onAnOrdinaryDay(RunningGateway gateway) {
        OpenApiRecorder recorder = new OpenApiRecorder(vertx, gateway, exchanges);
        petitions(recorder);
        operatorReads(recorder);
        OpenApiReads.pages(recorder);
        OpenApiReads.counts(recorder);
        signatures(recorder);
        listings(recorder);
        releases(recorder);
        OpenApiRemovals.onAnOrdinaryDay(recorder);
    }

    private static void petitions(OpenApiRecorder recorder) {
        String path = "/operator/petitions";
        String blanks = " ".repeat(PETITION_BYTES_MAX - 1);
        JsonObject everything =
                new JsonObject()
                        .put("slug", "open")
                        .put("action", "Do it")
                        .put("background", "Because.")
                        .put("goal", 500)
                        .put("opens_at", "2026-01-02T00:00:00Z")
                        .putNull("closes_at")
                        .put("origins", new JsonArray().add("https://a.example"))
                        .put("confirmation", "none")
                        .put("people_per_address", 1);
        recorder.operate("POST", path, everything.encode());
        recorder.operate("POST", path, everything.encode());
        recorder.operate(
                "POST",
                path,
                new JsonObject()
                        .put("slug", "waiting")
                        .put("action", "Do it")
                        .put("opens_at", Instant.now().plus(Duration.ofDays(1)).toString())
                        .encode());
        recorder.operate(
                "POST",
                path,
                new JsonObject()
                        .put("slug", "Not A Slug")
                        .put("action", "")
                        .put("background", 1)
                        .put("goal", 0)
                        .put("opens_at", "tomorrow")
                        .put("origins", new JsonArray().add("a.example"))
                        .put("confirmation", "mail")
                        .put("people_per_address", 5)
                        .put("colour", "red")
                        .encode());
        recorder.operate("POST", path, "[]");
        recorder.operate("POST", path, "{" + blanks);
        recorder.operate("POST", path, "{ " + blanks);
        recorder.operate("POST", path, "{}", "text/plain");
        recorder.asStranger("POST", path);

        String one = path + "/waiting";
        recorder.operate(
                "PATCH",
                one,
                new JsonObject()
                        .put("closes_at", "2026-01-02T00:00:00+01:00")
                        .putNull("goal")
                        .putNull("opens_at")
                        .encode());
        recorder.operate("PATCH", one, "{\"slug\":\"other\"}");
        recorder.operate("PATCH", one, "null");
        recorder.operate("PATCH", one, "{ " + blanks);
        recorder.operate("PATCH", one, "{}", "application/x-www-form-urlencoded");
        recorder.operate("PATCH", path + "/nowhere", "{}");
        recorder.asStranger("PATCH", one);
    }

    private static void operatorReads(OpenApiRecorder recorder) {
        recorder.asStranger("GET", "/health/live");
        recorder.until(
                exchange -> exchange.status() == 200,
                () -> recorder.ask(Side.OPERATOR, "GET", "/health/ready", null));
        recorder.asStranger("GET", "/metrics");
        recorder.asStranger("GET", "/openapi.yaml");
        recorder.operate("GET", "/operator/status");
        recorder.asStranger("GET", "/operator/status");
    }

    private static void signatures(OpenApiRecorder recorder) {
        String path = "/petitions/open/signatures";
        recorder.get("/petitions/nowhere/challenge");
        recorder.get("/petitions/waiting/challenge");
        recorder.get("/petitions/open/challenge?" + BAD_ESCAPE);

        JsonObject first = Client.person(1).put("altcha", solved(recorder));
        recorder.post(path, first.encode(), "Origin", "https://a.example");
        recorder.post(path, first.encode(), "Origin", "https://b.example");
        recorder.post(path, first.copy().put("name", "Another").encode());
        recorder.post(
                path,
                Client.person(2)
                        .put("postcode", "sw1a 1aa")
                        .put("public", true)
                        .putNull("updates")
                        .put("altcha", solved(recorder))
                        .encode());
        recorder.publicly(
                "POST",
                path,
                form(
                        Map.of(
                                "name", "Zoë O'Brien",
                                "email", "zoe@example.org",
                                "country", "ie",
                                "consent", "on",
                                "public", "0",
                                "altcha", solved(recorder))),
                "Content-Type",
                "application/x-www-form-urlencoded");

        recorder.post(path, "{\"name\":1}");
        recorder.post(path, "{\"name\":\"a\",\"name\":\"b\"}");
        recorder.publicly(
                "POST",
                path,
                "consent=maybe",
                "Content-Type",
                "application/x-www-form-urlencoded; charset=utf-8");
        recorder.post("/petitions/" + BAD_ESCAPE + "/signatures", "{}");
        recorder.post(path, "{}");
        recorder.post(path, "{\"altcha\":\"eyJ9\"}");
        JsonObject challenge = recorder.get("/petitions/open/challenge").json();
        recorder.post(
                path,
                new JsonObject()
                        .put("altcha", Client.payload(challenge, Client.number(challenge) + 1))
                        .encode());
        recorder.post("/petitions/nowhere/signatures", first.encode());
        recorder.post("/petitions/waiting/signatures", "{}");
        recorder.post(
                "/petitions/waiting/signatures",
                Client.person(1).put("altcha", solved(recorder)).encode());
        recorder.post(path, " ".repeat(SIGNATURE_BYTES_MAX + 1));
        recorder.publicly("POST", path, "{}", "Content-Type", "text/plain");
        String altcha = solved(recorder);
        recorder.post(
                path,
                new JsonObject()
                        .put("name", "=1+1")
                        .put("email", "nobody")
                        .put("country", "XX")
                        .put("postcode", "!")
                        .put("consent", false)
                        .put("altcha", altcha)
                        .encode());
        recorder.post(
                path,
                new JsonObject()
                        .put("name", "a".repeat(201))
                        .put("email", "a".repeat(250) + "@example.org")
                        .put("altcha", altcha)
                        .encode());

        recorder.publicly("OPTIONS", path, null, "Origin", "https://a.example");
        recorder.publicly("OPTIONS", path, null, "Origin", "https://b.example");
        recorder.publicly("OPTIONS", path, null);
        recorder.publicly("OPTIONS", path + "?" + BAD_ESCAPE, null);
        recorder.publicly("OPTIONS", "/petitions/nowhere/signatures", null);
    }

    private static String solved(OpenApiRecorder recorder) {
        return Client.solve(recorder.get("/petitions/open/challenge").json());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field ->
                        field.getKey()
                                + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void listings(OpenApiRecorder recorder) {
        String path = "/operator/petitions/open/signatures";
        String next = recorder.operate("GET", path + "?limit=1").json().getString("next");
        recorder.operate("GET", path + "?after=" + next);
        recorder.operate("GET", path + "?limit=0");
        recorder.operate("GET", path + "?limit=10001");
        recorder.operate("GET", path + "?after=x");
        recorder.operate("GET", "/operator/petitions/nowhere/signatures");
        recorder.asStranger("GET", path);
        // the count and its countries, now that there are some
        recorder.until(
                exchange -> exchange.answer().contains("\"signature_count\":3"),
                () -> recorder.ask(Side.PUBLIC, "GET", "/petitions/open.json", null));
        recorder.get("/petitions.json");
    }

    private static void releases(OpenApiRecorder recorder) {
        String of = "/operator/petitions/open";
        recorder.operate("GET", of + "/held");
        recorder.operate("GET", "/operator/petitions/nowhere/held");
        recorder.asStranger("GET", of + "/held");

        String path = of + "/releases";
        String blanks = " ".repeat(PETITION_BYTES_MAX - 1);
        recorder.operate("POST", path, order());
        recorder.operate(
                "POST",
                path,
                new JsonObject()
                        .put("reason", "doubt")
                        .put("from", "2026-11-22T08:00:00Z")
                        .put("to", "2026-11-22T08:00:00Z")
                        .put("colour", "red")
                        .encode());
        recorder.operate("POST", path, "{}");
        recorder.operate("POST", path, "[]");
        recorder.operate("POST", path, "{ " + blanks);
        recorder.operate("POST", path, "{}", "text/plain");
        recorder.operate("POST", "/operator/petitions/nowhere/releases", order());
        recorder.asStranger("POST", path);
    }

    private static String order() {
        return new JsonObject()
                .put("reason", "source_over_budget")
                .put("from", "2026-11-22T08:00:00+01:00")
                .put("to", "2026-11-22T09:30:00.5Z")
                .encode();
    }

    private static void held(OpenApiRecorder recorder, TestDatabase database) {
        database.run(
                """
                INSERT INTO signature (receipt, petition_id, state, held_for, name, email, country,
                                       is_public, wants_updates, address_hash, seat, recorded_at)
                SELECT 'r' || i, id, 'held', CASE i WHEN 1 THEN 'source_over_budget' END, 'N', 'e',
                       'FR', true, false, sha256(i::text::bytea), 1, '2026-11-22 09:00Z'
                  FROM petition, generate_series(1, 2) AS i
                 WHERE slug = 'demo'
                """);
        recorder.operate("GET", "/operator/petitions/demo/held");
        recorder.operate("POST", "/operator/petitions/demo/releases", order());
    }

    /// With a gateway of few requests, no event streams and no token for rehearsals, where time
    /// leaps.
    void whereLittleIsGranted() {
        TestDatabase database = TestDatabase.create();
        Migrations.run(database.parsed());
        MovableTime time = MovableTime.of(database);
        try (RunningGateway gateway =
                RunningGateway.on(
                        database,
                        Map.of(
                                "REMPART_SOURCE_LARGER_BUDGETS", "",
                                "REMPART_BUDGET_REQUESTS", "100/10m burst 100",
                                "REMPART_HTTP_TARPIT_MAX", "0",
                                "REMPART_HTTP_EVENT_STREAMS_MAX", "0"),
                        time.nanoTime())) {
            OpenApiRecorder recorder = new OpenApiRecorder(vertx, gateway, exchanges);
            held(recorder, database);
            recorder.get("/rehearsal/consent?nonce=0123456789abcdef");
            recorder.get("/petitions/demo/count/events");

            JsonObject late =
                    Client.person(1)
                            .put(
                                    "altcha",
                                    Client.solve(recorder.get("/petitions/demo/challenge").json()));
            time.pass(Duration.ofMinutes(11));
            recorder.post("/petitions/demo/signatures", late.encode());

            recorder.until(
                    exchange -> exchange.status() == 429,
                    () -> recorder.ask(Side.PUBLIC, "GET", "/petitions/demo/challenge", null));
            OpenApiReads.overBudget(recorder);
            recorder.post("/petitions/demo/signatures", late.encode());
            recorder.publicly("OPTIONS", "/petitions/demo/signatures", null);
        }
    }

    /// With a gateway whose database goes away, that lets nobody wait for it and keeps little.
    void whileTheDatabaseIsAway() {
        TestDatabase database = TestDatabase.create();
        try (TcpProxy proxy = new TcpProxy(database.port());
                RunningGateway gateway =
                        RunningGateway.on(
                                new TestDatabase(
                                        "127.0.0.1",
                                        proxy.port(),
                                        database.user(),
                                        database.password(),
                                        database.name()),
                                Map.of(
                                        "REMPART_STORAGE_BATCH_DEADLINE", "1s",
                                        "REMPART_INTAKE_JOURNAL_AFTER", "1m",
                                        "REMPART_INTAKE_DEADLINE", "10ms",
                                        "REMPART_JOURNAL_ROWS_MAX", "2",
                                        "REMPART_REHEARSAL_TOKEN", "token-of-the-rehearsal",
                                        "REMPART_HTTP_EVENT_LOOPS", "1"))) {
            OpenApiRecorder recorder = new OpenApiRecorder(vertx, gateway, exchanges);
            String path = "/petitions/demo/signatures";
            String one = signature(recorder, 1);
            String other = signature(recorder, 2);
            String third = signature(recorder, 3);
            OpenApiRemovals.petition(recorder);

            // the first one is under way until it is in doubt; behind it nobody may wait
            proxy.goSilent();
            CompletableFuture<OpenApiExchange> first =
                    CompletableFuture.supplyAsync(() -> recorder.post(path, one));
            Eventually.holds(() -> waitShare(recorder) > 1);
            recorder.post(path, other);
            recorder.until(
                    exchange -> exchange.status() == 503,
                    () -> recorder.ask(Side.PUBLIC, "GET", "/petitions/demo/challenge", null));
            first.join();

            proxy.refuse();
            recorder.until(
                    exchange -> exchange.json().getString("database").equals("down"),
                    () -> recorder.ask(Side.OPERATOR, "GET", "/health/ready", null));
            recorder.operate("GET", "/operator/status");
            recorder.operate("POST", "/operator/petitions", "{\"slug\":\"a\",\"action\":\"Do\"}");
            recorder.operate("PATCH", "/operator/petitions/demo", "{}");
            recorder.operate("GET", "/operator/petitions/demo/signatures");
            recorder.operate("GET", "/operator/petitions/demo/held");
            recorder.operate("POST", "/operator/petitions/demo/releases", order());
            OpenApiRemovals.remove(recorder);

            // the second one fills the journal
            recorder.post(path, other);
            recorder.post(path, third);
            recorder.until(
                    exchange -> exchange.status() == 503,
                    () -> recorder.ask(Side.OPERATOR, "GET", "/health/ready", null));
        }
    }

    private static double waitShare(OpenApiRecorder recorder) {
        return recorder.ask(
                        Side.OPERATOR,
                        "GET",
                        "/operator/status",
                        null,
                        "Authorization",
                        OpenApiRecorder.token())
                .json()
                .getJsonObject("queue")
                .getDouble("wait_share");
    }

    private static String signature(OpenApiRecorder recorder, int number) {
        JsonObject challenge =
                recorder.ask(Side.PUBLIC, "GET", "/petitions/demo/challenge", null).json();
        return Client.person(number).put("altcha", Client.solve(challenge)).encode();
    }
}
