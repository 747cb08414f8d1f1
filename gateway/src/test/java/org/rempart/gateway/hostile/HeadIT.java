package org.rempart.gateway.hostile;

import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.rempart.gateway.hostile.Verdict.answered;
import static org.rempart.gateway.hostile.Verdict.closed;
import static org.rempart.gateway.hostile.Verdict.refused;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Request lines and header fields as nobody writes them.
class HeadIT {
    private static final String COUNT = "/petitions/demo/count.json";
    private static final String HOST = "Host: a\r\n";
    private static final int LINE_BYTES_MAX = 2_048;
    private static final int HEADER_BYTES_MAX = 8_192;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.on(TestDatabase.create());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String get(String fields) {
        return "GET " + COUNT + " HTTP/1.1\r\n" + fields + "\r\n";
    }

    private static String line(String line) {
        return line + "\r\n" + HOST + "\r\n";
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments(
                        "absolute form", line("GET http://a" + COUNT + " HTTP/1.1"), answered(200)),
                arguments(
                        "absolute form of another host",
                        line("GET http://b" + COUNT + " HTTP/1.1"),
                        answered(200)),
                arguments("authority form", line("CONNECT a:80 HTTP/1.1"), refused(400)),
                arguments("asterisk form", line("OPTIONS * HTTP/1.1"), answered(404)),
                arguments("no slash", line("GET petitions HTTP/1.1"), refused(400)),
                arguments("an empty target", line("GET  HTTP/1.1"), refused(400)),
                arguments("NUL in the target", line("GET /\0 HTTP/1.1"), refused(400)),
                arguments(
                        "a control character in the target",
                        line("GET /\u0001 HTTP/1.1"),
                        refused(400)),
                arguments("a tab for a space", line("GET\t" + COUNT + "\tHTTP/1.1"), answered(200)),
                arguments(
                        "a byte above 127 in the target",
                        line("GET /\u00e9 HTTP/1.1"),
                        refused(400)),
                arguments("an escaped NUL", line("GET /petitions/%00 HTTP/1.1"), answered(404)),
                arguments(
                        "escaped dots",
                        line("GET /petitions/%2e%2e/%2e%2e/etc HTTP/1.1"),
                        answered(404)),
                arguments("a broken escape", line("GET /petitions/%zz HTTP/1.1"), answered(400)),
                arguments(
                        "an overlong escape",
                        line("GET /petitions/%c0%af HTTP/1.1"),
                        answered(404)),
                arguments("a fragment", line("GET " + COUNT + "#a HTTP/1.1"), refused(400)),
                arguments("lower case", line("get " + COUNT + " HTTP/1.1"), answered(405)),
                arguments(
                        "a method nobody knows",
                        line("BREW " + COUNT + " HTTP/1.1"),
                        answered(405)),
                arguments(
                        "a method of 100,000 characters",
                        line("G".repeat(100_000) + " / HTTP/1.1"),
                        refused(414)),
                arguments("a method with a NUL", line("GE\0T / HTTP/1.1"), refused(400)),
                arguments("HTTP/0.9", "GET " + COUNT + "\r\n\r\n", refused(400)),
                arguments("HTTP/2.0 as text", line("GET " + COUNT + " HTTP/2.0"), closed()),
                arguments("HTTP/1.2", line("GET " + COUNT + " HTTP/1.2"), closed()),
                arguments("HTTP/11.1", line("GET " + COUNT + " HTTP/11.1"), closed()),
                arguments("no protocol at all", line("GET " + COUNT + " FTP/1.1"), closed()),
                arguments("HTTP/1.0", "GET " + COUNT + " HTTP/1.0\r\n\r\n", refused(200)),
                arguments(
                        "HTTP/1.0, kept",
                        "GET " + COUNT + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
                        answered(200)),
                arguments("empty lines before it", "\r\n\r\n" + get(HOST), answered(200)),
                arguments("a preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", closed()));
    }

    static Stream<Arguments> bounds() {
        int rest = "GET  HTTP/1.1".length();
        String query = COUNT + "?";
        int fieldRest = HOST.length() + "X: \r\n".length();
        return Stream.of(
                arguments(
                        "a line at the bound",
                        line("GET " + padded(query, LINE_BYTES_MAX - rest) + " HTTP/1.1"),
                        answered(200)),
                arguments(
                        "a line above the bound",
                        line("GET " + padded(query, LINE_BYTES_MAX - rest + 1) + " HTTP/1.1"),
                        refused(414)),
                arguments(
                        "a field below the bound",
                        get(HOST + "X: " + "x".repeat(HEADER_BYTES_MAX - fieldRest - 8) + "\r\n"),
                        answered(200)),
                arguments(
                        "a field above the bound",
                        get(HOST + "X: " + "x".repeat(HEADER_BYTES_MAX - fieldRest + 8) + "\r\n"),
                        refused(431)),
                arguments(
                        "2,000 short fields", get(HOST + "a: b\r\n".repeat(2_000)), answered(200)),
                arguments("2,100 short fields", get(HOST + "a: b\r\n".repeat(2_100)), refused(431)),
                arguments(
                        "a megabyte of fields",
                        get(HOST + "a: b\r\n".repeat(175_000)),
                        refused(431)),
                arguments(
                        "a field of a megabyte",
                        get(HOST + "X: " + "x".repeat(1 << 20) + "\r\n"),
                        refused(431)));
    }

    private static String padded(String text, int length) {
        return text + "x".repeat(length - text.length());
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments(
                        "bare line feeds",
                        ("GET " + COUNT + " HTTP/1.1\n" + "Host: a\n\n"),
                        refused(400)),
                arguments("a folded line", get(HOST + "X: a\r\n b\r\n"), answered(200)),
                arguments("a first line that is folded", get(" X: a\r\n" + HOST), refused(400)),
                arguments("a space before the colon", get(HOST + "X : a\r\n"), refused(400)),
                arguments("a name with a space", get(HOST + "X Y: a\r\n"), refused(400)),
                arguments("no name", get(HOST + ": a\r\n"), answered(200)),
                arguments("no colon", get(HOST + "X\r\n"), refused(400)),
                arguments("a name with a NUL", get(HOST + "X\0: a\r\n"), refused(400)),
                arguments("a value with a NUL", get(HOST + "X: a\0b\r\n"), refused(400)),
                arguments(
                        "a value with a control character",
                        get(HOST + "X: a\u0001b\r\n"),
                        refused(400)),
                arguments(
                        "a value with a bare carriage return",
                        get(HOST + "X: a\rb\r\n"),
                        refused(400)),
                arguments("a name above 127", get(HOST + "\u00e9: a\r\n"), refused(400)),
                arguments("a value above 127", get(HOST + "X: \u00e9\r\n"), answered(200)),
                arguments("no host", get(""), answered(400)),
                arguments("two hosts", get(HOST + "Host: b\r\n"), refused(400)),
                arguments("the same host twice", get(HOST + HOST), refused(400)),
                arguments("a host that is none", get("Host: a/b@c\r\n"), answered(400)),
                arguments("an empty host", get("Host:\r\n"), answered(200)),
                arguments(
                        "an upgrade to HTTP/2",
                        get(
                                HOST
                                        + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"),
                        answered(200)),
                arguments(
                        "an upgrade to WebSocket",
                        get(
                                HOST
                                        + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
                        answered(200)),
                arguments("a range", get(HOST + "Range: bytes=0-0,0-0\r\n"), answered(200)),
                arguments(
                        "a condition of rubbish",
                        get(HOST + "If-None-Match: \"a, W/\"b\"\"\"\r\n"),
                        answered(200)),
                arguments(
                        "languages of rubbish",
                        "GET / HTTP/1.1\r\n"
                                + HOST
                                + "Accept-Language: ;q=,*;q=9e9,fr-"
                                + "x".repeat(2_000)
                                + "\r\n\r\n",
                        answered(200)));
    }

    static Stream<Arguments> expectations() {
        String post =
                "POST /petitions/demo/signatures HTTP/1.1\r\n"
                        + HOST
                        + "Content-Type: application/json\r\n";
        return Stream.of(
                arguments(
                        "100-continue and the body at once",
                        post + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}",
                        answered(100, 403)),
                arguments(
                        "an expectation nobody has heard of",
                        post + "Content-Length: 2\r\nExpect: a miracle\r\n\r\n{}",
                        answered(403)),
                arguments(
                        "100-continue without a body",
                        get(HOST + "Expect: 100-continue\r\n"),
                        answered(200)),
                arguments(
                        "100-continue on HTTP/1.0",
                        post.replace("1.1", "1.0")
                                + "Connection: keep-alive\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n{}",
                        answered(403)),
                arguments(
                        "100-continue before what is too large",
                        post + "Content-Length: 4097\r\nExpect: 100-continue\r\n\r\n",
                        new Verdict(List.of(413), true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"lines", "bounds", "fields", "expectations"})
    void aStrangeHeadIsAnsweredOrRefused(String what, String bytes, Verdict verdict) {
        verdict.on(gateway, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
