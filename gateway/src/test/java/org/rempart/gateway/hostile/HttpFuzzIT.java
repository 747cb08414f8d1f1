package org.rempart.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.stream.Stream;

/// Runs its seeds in every build. To search on from them, one method at a time:
///
///     JAZZER_FUZZ=1 mvn -pl gateway verify -Dit.test=HttpFuzzIT#anyBytes -Dtest=None
///         -Dsurefire.failIfNoSpecifiedTests=false
class HttpFuzzIT {
    private static Onlooker gateway;

    @BeforeAll
    static void start() {
        gateway = new Onlooker(Map.of(), "");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<byte[]> conversations() {
        return Stream.of(
                        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET /petitions/demo.json HTTP/1.0\r\nIf-None-Match: W/\"a\"\r\n\r\n",
                        "HEAD /petitions/demo/count.json HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                        "GET /petitions/demo/challenge HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n",
                        "POST /petitions/demo/signatures HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                        "POST /petitions/demo/signatures HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\nname=aGET / HTTP/1.1\r\n\r\n",
                        "OPTIONS /petitions/demo/signatures HTTP/1.1\r\nHost: a\r\nOrigin: https://b\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                        "GET http://a/%ff%2e?%&=#x HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
                        "\0\1\2\3",
                        "")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    @MethodSource("conversations")
    @FuzzTest(maxDuration = "1m")
    void anyBytes(byte @NotNull [] bytes) {
        assertThat(gateway.send(bytes)).doesNotContain("HTTP/1.1 500", "HTTP/1.0 500");
    }

    static Stream<byte[]> fields() {
        return Stream.of(
                        "Host: b",
                        "Accept-Language: fr;q=0.5, *;q=9e9",
                        "If-None-Match: W/\"a\", \"\"\"",
                        "Forwarded: for=\"[::1]:_x\"",
                        "Content-Length: 0\r\nContent-Length: 0",
                        "Transfer-Encoding: chunked",
                        " folded: x")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    @MethodSource("fields")
    @FuzzTest(maxDuration = "1m")
    void anyFieldInAHead(byte @NotNull [] field) {
        String request = "GET /petitions/demo HTTP/1.1\r\nHost: a\r\n" + text(field) + "\r\n\r\n";
        String answers = gateway.send(request.getBytes(ISO_8859_1));
        assertThat(answers).doesNotContain(" 500 Internal");
    }

    static Stream<byte[]> targets() {
        return Stream.of(
                        "/?lang=fr",
                        "/?lang=%",
                        "/?lang=%ff&lang=en&&=",
                        "/rehearsal/consent?nonce=%00",
                        "/petitions/%2e%2e/demo",
                        "/petitions/demo/count.json?;",
                        "/assets/..%2f",
                        "//a//b/../",
                        "http://a/petitions.json",
                        "*")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    /// Whatever is asked for, a query of rubbish as well, one answer comes, and it is not that
    /// something went wrong here.
    @MethodSource("targets")
    @FuzzTest(maxDuration = "1m")
    void anyTarget(byte @NotNull [] target) {
        String line = text(target).replaceAll("[\\x00-\\x20\\x7f]", "");
        String answers =
                gateway.ask("GET /" + line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(answers).startsWith("HTTP/1.1 ").doesNotContain(" 500 Internal");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
