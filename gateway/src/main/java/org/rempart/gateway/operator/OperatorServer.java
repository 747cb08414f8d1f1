package org.rempart.gateway.operator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.http.BodyReader;
import org.rempart.gateway.http.Problem;
import org.rempart.gateway.http.Routes;
import org.rempart.gateway.intake.DatabaseBreaker;
import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.storage.HeldSignatures;
import org.rempart.gateway.storage.Link;
import org.rempart.gateway.storage.PetitionEraser;
import org.rempart.gateway.storage.PetitionStore;
import org.rempart.gateway.storage.SignatureReader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The operator side's server. Health and metrics are open to whoever reaches the port; everything
/// under `/operator/` wants the token, and says nothing of what exists without it.
public final class OperatorServer extends VerticleBase {
    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final int IDLE_S_MAX = 60;
    private static final long CLOSE_WAIT_S_MAX = 1;

    /// A page of ten thousand signatures takes longer than a batch may.
    public static final Duration QUERY_DEADLINE = Duration.ofSeconds(15);

    private final OperatorSide side;
    private final byte[] authorization;
    private @Nullable HttpServer server;
    private @Nullable Link link;

    /// Serves that side.
    public OperatorServer(OperatorSide side) {
        this.side = side;
        this.authorization = ("Bearer " + side.token().value()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Future<?> start() {
        Link opened = new Link(vertx, context, side.connector(), QUERY_DEADLINE);
        link = opened;
        Settings.Operator operator = side.settings().operator();
        HttpServer created =
                vertx.createHttpServer(
                        new HttpServerOptions()
                                .setHost(operator.host())
                                .setPort(operator.port())
                                .setHttp2ClearTextEnabled(false)
                                .setIdleTimeout(IDLE_S_MAX)
                                .setIdleTimeoutUnit(TimeUnit.SECONDS));
        server = created;
        AttackLog attackLog = new AttackLog(side.metrics(), side.pressure(), side.networks());
        vertx.setPeriodic(
                1_000,
                _ -> {
                    side.rates().tick();
                    attackLog.tick();
                });
        return created.requestHandler(router(opened))
                .listen()
                .onSuccess(listening -> side.port().set(listening.actualPort()));
    }

    private Router router(Link opened) {
        Status status =
                new Status(
                        side.settings(),
                        side.pressure(),
                        side.intake(),
                        side.rates(),
                        side.networks(),
                        side.metrics());
        JsonExchange exchange =
                new JsonExchange(new BodyReader(vertx, BODY_BYTES_MAX, HttpConnection::close));
        PetitionApi petitions =
                new PetitionApi(
                        new PetitionStore(opened),
                        new SignatureReader(opened),
                        side.petitions(),
                        side.counts(),
                        side.documents(),
                        side.feed(),
                        exchange,
                        side.clock());
        HeldApi held =
                new HeldApi(
                        new HeldSignatures(opened),
                        side.petitions(),
                        side.counts(),
                        side.feed(),
                        exchange);
        RemovalApi removal =
                new RemovalApi(
                        new PetitionEraser(opened),
                        side.petitions(),
                        side.counts(),
                        side.feed(),
                        side.settings().rehearsalToken() != null);
        Buffer openApi = openApi();

        Routes routes = new Routes(vertx);
        routes.on(
                HttpMethod.GET,
                "/health/live",
                context -> health(context, true, new JsonObject().put("status", "up")));
        routes.on(HttpMethod.GET, "/health/ready", this::ready);
        routes.on(
                HttpMethod.GET,
                "/metrics",
                context ->
                        send(
                                context,
                                "text/plain; version=0.0.4; charset=utf-8",
                                Buffer.buffer(side.meters().scrape())));
        routes.on(
                HttpMethod.GET,
                "/openapi.yaml",
                context -> send(context, "application/yaml", openApi));
        routes.before("/operator/*", this::authorize);
        routes.on(
                HttpMethod.GET,
                "/operator/status",
                context -> send(context, "application/json", status.document().toBuffer()));
        routes.on(HttpMethod.POST, "/operator/petitions", petitions::create);
        routes.on(HttpMethod.PATCH, "/operator/petitions/:slug", petitions::change);
        routes.on(HttpMethod.DELETE, "/operator/petitions/:slug", removal::remove);
        routes.on(HttpMethod.GET, "/operator/petitions/:slug/signatures", petitions::signatures);
        routes.on(HttpMethod.GET, "/operator/petitions/:slug/held", held::summary);
        routes.on(HttpMethod.POST, "/operator/petitions/:slug/releases", held::release);
        return routes.router();
    }

    private void authorize(RoutingContext context) {
        String sent = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        boolean known =
                sent != null
                        && MessageDigest.isEqual(
                                sent.getBytes(StandardCharsets.UTF_8), authorization);
        if (known) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            Problem.UNAUTHORIZED.answer(context.request());
        }
    }

    /// Ready means: a signature sent now would be taken, and so would the next one.
    private void ready(RoutingContext context) {
        Intake intake = side.intake();
        boolean database =
                side.feed().reachable() && intake.breaker().state() == DatabaseBreaker.State.UP;
        boolean leaving = side.leaving().getAsBoolean();
        boolean ready = intake.takesSignatures() && !leaving;
        health(
                context,
                ready,
                new JsonObject()
                        .put("status", readiness(leaving, ready, database))
                        .put("database", database ? "up" : "down")
                        .put("journal", Status.label(intake.journal().state())));
    }

    private static String readiness(boolean leaving, boolean ready, boolean database) {
        if (leaving) {
            return "stopping";
        }
        if (!ready) {
            return "down";
        }
        return database ? "up" : "degraded";
    }

    private static void health(RoutingContext context, boolean up, JsonObject document) {
        context.response().setStatusCode(up ? 200 : 503);
        send(context, "application/json", document.toBuffer());
    }

    private static void send(RoutingContext context, String type, Buffer body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }

    private static Buffer openApi() {
        try (InputStream in = OperatorServer.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("no resource openapi.yaml");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Future<?> stop() {
        HttpServer listening = server;
        Link opened = link;
        if (listening == null || opened == null) {
            return Future.succeededFuture();
        }
        return listening.shutdown(CLOSE_WAIT_S_MAX, TimeUnit.SECONDS).eventually(opened::close);
    }
}
