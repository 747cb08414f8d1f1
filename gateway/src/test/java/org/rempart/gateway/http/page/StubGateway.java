package org.rempart.gateway.http.page;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import org.altcha.altcha.Altcha;
import org.jspecify.annotations.Nullable;
import org.rempart.gateway.petition.PetitionState;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Serves the real pages and fakes the rest of a gateway, so that each refusal comes when a test
/// wants it. Challenges are made and checked by `org.altcha:altcha`.
final class StubGateway implements AutoCloseable {
    static final String PATH = "/petitions/demo";

    private static final String KEY = "a key of no worth";
    private static final int STREAM_MS = 1000;

    private final Vertx vertx = Vertx.vertx();
    private final Assets assets = Assets.load();
    private final Pages pages = new Pages(assets);
    private final HttpServer server;

    private final Queue<Refusal> challengeRefusals = new ConcurrentLinkedQueue<>();
    private final Queue<Refusal> signatureRefusals = new ConcurrentLinkedQueue<>();
    private final List<JsonObject> posts = new CopyOnWriteArrayList<>();
    private final Queue<Integer> lifetimesS = new ConcurrentLinkedQueue<>();
    private final Map<String, JsonObject> bySolution = new ConcurrentHashMap<>();
    private final Set<String> people = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    /// The numbers to find lie below this one.
    volatile long numbersMax = 20_000;

    /// Whether the event stream answers.
    volatile boolean streaming = true;

    /// The status of a signature that is taken.
    volatile int takenStatus = 201;

    StubGateway() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(4096));
        router.get("/").handler(c -> page(c, pages.index(List.of(petition()), choice(c))));
        router.get(PATH).handler(c -> page(c, pages.petition(petition(), choice(c))));
        router.get("/assets/:version/:name").handler(this::asset);
        router.get(PATH + "/challenge").handler(this::challenge);
        router.get(PATH + "/count.json").handler(c -> json(c, 200, count()));
        router.get(PATH + "/count/events").handler(this::events);
        router.post(PATH + "/signatures").handler(this::signature);
        router.route()
                .last()
                .handler(c -> page(c.response().setStatusCode(404), c, pages.notFound(choice(c))));
        server =
                vertx.createHttpServer()
                        .requestHandler(request -> {
                            requests.merge(request.path(), 1, Integer::sum);
                            router.handle(request);
                        })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /// The next challenges asked for are refused like this, one by one.
    void refuseChallenges(Refusal... refusals) {
        challengeRefusals.addAll(List.of(refusals));
    }

    /// The next signatures posted are refused like this, one by one.
    void refuseSignatures(Refusal... refusals) {
        signatureRefusals.addAll(List.of(refusals));
    }

    /// How long the next challenges live, one by one; after them, ten minutes.
    void lifetimesS(Integer... seconds) {
        lifetimesS.addAll(List.of(seconds));
    }

    /// The bodies of all signatures posted, refused ones too.
    List<JsonObject> posts() {
        return posts;
    }

    int signatures() {
        return people.size();
    }

    int requests(String path) {
        return requests.getOrDefault(path, 0);
    }

    /// Counts somebody who signed elsewhere.
    void countSomebody(String email) {
        people.add(email);
    }

    private PetitionView petition() {
        return new PetitionView(
                "demo",
                "Keep the night train to the coast",
                "It leaves at ten and arrives with the sun.\n\nIt is to stop next spring.",
                PetitionState.OPEN,
                people.size(),
                100L,
                Instant.parse("2026-11-01T08:00:00Z"),
                Instant.parse("2027-02-01T08:00:00Z"));
    }

    private void asset(RoutingContext context) {
        assets.find(context.pathParam("name"))
                .ifPresentOrElse(
                        asset ->
                                context.response()
                                        .putHeader("Content-Type", asset.mediaType())
                                        .putHeader("X-Content-Type-Options", "nosniff")
                                        .putHeader(
                                                "Cache-Control",
                                                assets.cacheControl(context.pathParam("version")))
                                        .end(asset.bytes()),
                        () -> context.response().setStatusCode(404).end());
    }

    private void challenge(RoutingContext context) {
        if (refused(context, challengeRefusals.poll())) {
            return;
        }
        @Nullable Integer lifetimeS = lifetimesS.poll();
        Altcha.ChallengeOptions options =
                new Altcha.ChallengeOptions()
                        .setMaxNumber(numbersMax)
                        .setHmacKey(KEY)
                        .setExpiresInSeconds(lifetimeS == null ? 600 : lifetimeS);
        try {
            Altcha.Challenge challenge = Altcha.createChallenge(options);
            json(
                    context,
                    200,
                    new JsonObject()
                            .put("algorithm", challenge.algorithm)
                            .put("challenge", challenge.challenge)
                            .put("maxnumber", challenge.maxnumber)
                            .put("salt", challenge.salt)
                            .put("signature", challenge.signature));
        } catch (Exception e) {
            context.fail(e);
        }
    }

    private void signature(RoutingContext context) {
        JsonObject body = context.body().asJsonObject();
        posts.add(body);
        if (refused(context, signatureRefusals.poll())) {
            return;
        }
        if (body.getString("name").startsWith("=")) {
            refused(context, Refusal.invalid(new JsonObject().put("field", "name")));
            return;
        }
        String payload = body.getString("altcha");
        JsonObject solution =
                new JsonObject(
                        new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8));
        if (expiry(solution.getString("salt")).isBefore(Instant.now())) {
            refused(context, Refusal.of(403, "challenge_expired"));
        } else if (!solves(payload)) {
            refused(context, Refusal.of(403, "challenge_unsolved"));
        } else {
            JsonObject first = bySolution.putIfAbsent(solution.getString("challenge"), body);
            if (first != null && !first.equals(body)) {
                refused(context, Refusal.of(403, "challenge_spent"));
                return;
            }
            people.add(body.getString("email"));
            json(
                    context,
                    takenStatus,
                    new JsonObject()
                            .put("status", takenStatus == 201 ? "recorded" : "accepted")
                            .put(
                                    "receipt",
                                    "R-" + solution.getString("challenge").substring(0, 16)));
        }
    }

    private static boolean solves(String payload) {
        try {
            return Altcha.verifySolution(payload, KEY, true);
        } catch (Exception e) {
            return false;
        }
    }

    private static Instant expiry(String salt) {
        String digits = salt.replaceFirst(".*[?&]expires=", "").replaceFirst("&.*", "");
        return Instant.ofEpochSecond(Long.parseLong(digits));
    }

    private void events(RoutingContext context) {
        if (!streaming) {
            context.response().setStatusCode(503).end();
            return;
        }
        HttpServerResponse response = context.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.write(event());
        long timer = vertx.setPeriodic(STREAM_MS / 4, id -> response.write(event()));
        response.closeHandler(closed -> vertx.cancelTimer(timer));
    }

    private String event() {
        return "data: " + count().encode() + "\n\n";
    }

    private JsonObject count() {
        return new JsonObject()
                .put("signature_count", people.size())
                .put("as_of", Instant.now().toString());
    }

    private static boolean refused(RoutingContext context, @Nullable Refusal refusal) {
        if (refusal == null) {
            return false;
        }
        if (refusal.retryAfterS() >= 0) {
            context.response().putHeader("Retry-After", String.valueOf(refusal.retryAfterS()));
        }
        context.response()
                .setStatusCode(refusal.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(refusal.problem().toBuffer());
        return true;
    }

    private static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }

    private static void page(RoutingContext context, byte[] page) {
        page(context.response(), context, page);
    }

    private static void page(HttpServerResponse response, RoutingContext context, byte[] page) {
        PageHeaders.ALL.forEach(response::putHeader);
        response.putHeader("Content-Language", choice(context).language().tag())
                .end(Buffer.buffer(page));
    }

    private static LanguageChoice choice(RoutingContext context) {
        return LanguageChoice.of(
                context.request().getHeader("Accept-Language"), context.request().getParam("lang"));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
