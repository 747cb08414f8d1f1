package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLHandshakeException;

/// What `http.tls.certificate` and `http.tls.key` turn on, and what stays off without them.
class TlsIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    /// The preface of a client that takes HTTP/2 for granted, and an empty SETTINGS frame (RFC
    /// 9113, section 3.4).
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(ISO_8859_1);

    @TempDir private Path folder;

    private static RunningGateway behind(TlsFiles files, TestDatabase database) {
        return RunningGateway.on(database, files.variables());
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.timeout(WAIT_MAX).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder to(RunningGateway gateway, String path) {
        return HttpRequest.newBuilder(
                URI.create("https://localhost:" + gateway.publicPort() + path));
    }

    @Test
    void aSignatureGoesOverHttp2() throws Exception {
        TlsFiles files = TlsFiles.make(folder);
        TestDatabase database = TestDatabase.create();
        try (RunningGateway gateway = behind(files, database);
                HttpClient http = HttpClient.newBuilder().sslContext(files.trusting()).build()) {
            HttpResponse<String> challenge = send(http, to(gateway, "/petitions/demo/challenge"));
            assertThat(challenge.version()).isEqualTo(Version.HTTP_2);
            assertThat(challenge.statusCode()).isEqualTo(200);

            JsonObject fields =
                    Client.person(1).put("altcha", Client.solve(new JsonObject(challenge.body())));
            HttpResponse<String> answer =
                    send(
                            http,
                            to(gateway, "/petitions/demo/signatures")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(fields.encode())));
            assertThat(answer.version()).isEqualTo(Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(database.number("SELECT count(*) FROM signature")).isEqualTo(1);
        }
    }

    @Test
    void aClientThatKnowsNoHttp2IsServedToo() throws Exception {
        TlsFiles files = TlsFiles.make(folder);
        try (RunningGateway gateway = behind(files, TestDatabase.create());
                HttpClient http =
                        HttpClient.newBuilder()
                                .version(Version.HTTP_1_1)
                                .sslContext(files.trusting())
                                .build();
                HttpClient stranger = HttpClient.newHttpClient()) {
            HttpResponse<String> page = send(http, to(gateway, "/petitions/demo"));
            assertThat(page.version()).isEqualTo(Version.HTTP_1_1);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> send(stranger, to(gateway, "/petitions/demo")))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void withTlsNothingIsSaidInClear() throws Exception {
        TlsFiles files = TlsFiles.make(folder);
        try (RunningGateway gateway = behind(files, TestDatabase.create())) {
            String answer =
                    exchange(
                            gateway.publicPort(),
                            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(answer).doesNotContain("HTTP");
        }
    }

    @Test
    void withoutTlsHttp2IsNotSpoken() throws Exception {
        try (RunningGateway gateway = RunningGateway.on(TestDatabase.create())) {
            String upgrade =
                    exchange(
                            gateway.publicPort(),
                            """
                            GET /petitions.json HTTP/1.1\r
                            Host: localhost\r
                            Connection: Upgrade, HTTP2-Settings\r
                            Upgrade: h2c\r
                            HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r
                            \r
                            """
                                    .getBytes(US_ASCII));
            assertThat(upgrade).isEqualTo("HTTP/1.1 200");

            String prior = exchange(gateway.publicPort(), PREFACE);
            assertThat(prior).matches("|HTTP/\\d\\.\\d [45]\\d\\d");
        }
    }

    /// As much of what comes back as a status line's first two words, or what there is until the
    /// other side closes.
    private static String exchange(int port, byte[] sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) WAIT_MAX.toMillis());
            socket.getOutputStream().write(sent);
            return new String(
                    socket.getInputStream().readNBytes("HTTP/1.1 200".length()), ISO_8859_1);
        }
    }
}
