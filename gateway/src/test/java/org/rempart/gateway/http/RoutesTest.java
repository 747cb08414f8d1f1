package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.TimeUnit;

class RoutesTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static Vertx vertx;
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        Routes routes = new Routes(vertx);
        routes.before(
                "/before/*",
                context -> {
                    if (context.request().getHeader("x-known") == null) {
                        context.response().setStatusCode(401).end();
                    } else {
                        context.next();
                    }
                });
        routes.on(Routes.READ, "/read", context -> context.response().end("read"));
        routes.on(HttpMethod.GET, "/get", context -> context.response().end("got"));
        routes.on(HttpMethod.GET, "/both", context -> context.response().end("got"));
        routes.on(HttpMethod.POST, "/both", context -> context.response().end("posted"));
        routes.on(HttpMethod.GET, "/before/get", context -> context.response().end("got"));
        routes.onMatch(
                Set.of(HttpMethod.GET),
                "/of/(?<name>[a-z]+)",
                context -> context.response().end(context.pathParam("name")));
        server =
                vertx.createHttpServer()
                        .requestHandler(routes.router())
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        CLIENT.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> send(String method, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        return CLIENT.send(
                HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /read, read",
        "HEAD, /read, ''",
        "GET, /get, got",
        "GET, /both, got",
        "POST, /both, posted",
        "GET, /of/somebody, somebody"
    })
    void anAddressAnswersTheMethodsThatItTakes(String method, String path, String body)
            throws Exception {
        HttpResponse<String> answer = send(method, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /read, 'GET, HEAD'",
        "HEAD, /get, GET",
        "PUT, /both, 'GET, POST'",
        "DELETE, /of/somebody, GET"
    })
    void andSaysWhichTheyAreToOthers(String method, String path, String allowed) throws Exception {
        HttpResponse<String> answer = send(method, path);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains(allowed);
    }

    @ParameterizedTest
    @CsvSource({"GET, /nowhere", "POST, /nowhere", "GET, /of/", "GET, /of/SOMEBODY"})
    void whatIsNotThereIsNotThereForAnyMethod(String method, String path) throws Exception {
        HttpResponse<String> answer = send(method, path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("allow")).isEmpty();
    }

    /// Nothing is said of what exists behind it.
    @ParameterizedTest
    @CsvSource({"GET, /before/get", "POST, /before/get", "GET, /before/nowhere"})
    void whatStandsBeforeAPathAnswersFirst(String method, String path) throws Exception {
        assertThat(send(method, path).statusCode()).isEqualTo(401);
    }
}
