package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.http.connection.Connections;
import org.rempart.gateway.http.connection.Deadlines;
import org.rempart.gateway.source.Source;
import org.rempart.gateway.testing.RawHttp;
import org.rempart.gateway.testing.TestBudgets;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A door that asks who it is, and routes that ask again: one at once, one later.
class RequestSourceTest {
    private final AtomicInteger resolved = new AtomicInteger();
    private final RequestSource sources = new RequestSource(this::resolve);
    private Vertx vertx;
    private HttpServer server;

    /// Whoever the header names.
    private Source resolve(Source peer, Function<String, List<String>> headers) {
        resolved.incrementAndGet();
        return Objects.requireNonNull(Source.parse(headers.apply("x-forwarded-for").getFirst()));
    }

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.get("/now").handler(context -> answer(context.request()));
        router.get("/later")
                .handler(context -> vertx.setTimer(100, _ -> answer(context.request())));
        Connections connections =
                new Connections(
                        10,
                        _ -> true,
                        TestBudgets.of(TestBudgets.PLENTY),
                        () -> 1,
                        false,
                        Deadlines.USUAL,
                        System::nanoTime,
                        new SimpleMeterRegistry());
        server =
                connections
                        .server(vertx, new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                        .requestHandler(request -> {
                            var _ = sources.of(request);
                            router.handle(request);
                        })
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void answer(HttpServerRequest request) {
        request.response().end(sources.of(request).text());
    }

    private static String get(String path, String client) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + client + "\r\n\r\n";
    }

    private static String body(RawHttp connection) {
        return connection.reply().orElseThrow().body();
    }

    @Test
    void aRequestIsResolvedOnceHoweverOftenItIsAskedAbout() {
        try (RawHttp connection = new RawHttp(server.actualPort())) {
            connection.send(get("/now", "192.0.2.1") + get("/now", "192.0.2.2"));
            assertThat(body(connection)).isEqualTo("192.0.2.1");
            assertThat(body(connection)).isEqualTo("192.0.2.2");
        }
        assertThat(resolved).hasValue(2);
    }

    @Test
    void noneIsTakenForTheOneThatWasAskedAboutMeanwhile() {
        try (RawHttp slow = new RawHttp(server.actualPort());
                RawHttp quick = new RawHttp(server.actualPort())) {
            slow.send(get("/later", "192.0.2.1"));
            quick.send(get("/now", "192.0.2.2"));
            assertThat(body(quick)).isEqualTo("192.0.2.2");
            assertThat(body(slow)).isEqualTo("192.0.2.1");
        }
    }
}
