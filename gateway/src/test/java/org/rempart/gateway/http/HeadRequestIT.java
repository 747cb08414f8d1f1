package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A client of HTTP/2 takes the body of an answer to `HEAD` for a broken stream (RFC 9113, section
/// 8.1.1), and nothing below the answers keeps it back.
class HeadRequestIT {
    /// Those that `HEAD` may ask for, and what is not there.
    private static final List<String> READS =
            List.of(
                    "/",
                    "/robots.txt",
                    "/assets/none/sign.js",
                    "/petitions.json",
                    "/petitions/demo",
                    "/petitions/nowhere",
                    "/petitions/demo.json",
                    "/petitions/nowhere.json",
                    "/petitions/demo/count.json",
                    "/nowhere");

    private static final List<String> OTHERS =
            List.of(
                    "/petitions/demo/challenge",
                    "/petitions/demo/count/events",
                    "/petitions/demo/signatures",
                    "/rehearsal/consent?nonce=none");

    @TempDir private static Path folder;

    private static TlsFiles files;
    private static RunningGateway gateway;
    private static RunningGateway overBudget;

    @BeforeAll
    static void start() {
        files = TlsFiles.make(folder);
        TestDatabase database = TestDatabase.create();
        gateway = overTls(database, Map.of());
        overBudget =
                overTls(
                        database,
                        Map.of(
                                "REMPART_SOURCE_LARGER_BUDGETS", "",
                                "REMPART_HTTP_TARPIT_MAX", "0",
                                "REMPART_BUDGET_REQUESTS", "1/10m burst 1"));
    }

    @AfterAll
    static void stop() {
        overBudget.close();
        gateway.close();
    }

    private static RunningGateway overTls(TestDatabase database, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.putAll(files.variables());
        return RunningGateway.on(database, variables);
    }

    private static HttpClient client(Version version) {
        return HttpClient.newBuilder().version(version).sslContext(files.trusting()).build();
    }

    private static HttpResponse<String> send(
            HttpClient http, RunningGateway to, String method, String path)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create("https://localhost:" + to.publicPort() + path))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(http.version());
        return answer;
    }

    private static long length(HttpResponse<String> answer) {
        return answer.headers().firstValueAsLong("content-length").orElse(-1);
    }

    private static void assertSaysWhatGetWouldSend(HttpClient http, RunningGateway to, String path)
            throws Exception {
        HttpResponse<String> whole = send(http, to, "GET", path);
        HttpResponse<String> head = send(http, to, "HEAD", path);
        assertThat(head.statusCode()).as(path).isEqualTo(whole.statusCode());
        assertThat(head.body()).as(path).isEmpty();
        assertThat(length(head)).as(path).isEqualTo(whole.body().getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerToHeadIsThatToGetWithoutItsBody(Version version) throws Exception {
        try (HttpClient http = client(version)) {
            for (String path : READS) {
                assertSaysWhatGetWouldSend(http, gateway, path);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void soIsItsRefusalAtTheDoor(Version version) throws Exception {
        try (HttpClient http = client(version)) {
            send(http, overBudget, "HEAD", "/");
            HttpResponse<String> refusal = send(http, overBudget, "HEAD", "/");
            assertThat(refusal.statusCode()).isEqualTo(429);
            assertSaysWhatGetWouldSend(http, overBudget, "/");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHeadMayNotAskForIsRefusedWithoutABody(Version version) throws Exception {
        try (HttpClient http = client(version)) {
            for (String path : OTHERS) {
                HttpResponse<String> refusal = send(http, gateway, "HEAD", path);
                assertThat(refusal.statusCode()).as(path).isEqualTo(405);
                assertThat(refusal.body()).as(path).isEmpty();
                assertThat(length(refusal)).as(path).isPositive();
            }
        }
    }
}
