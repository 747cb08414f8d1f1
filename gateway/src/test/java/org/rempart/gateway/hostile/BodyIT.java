package org.rempart.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.rempart.gateway.hostile.Verdict.answered;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// Bodies that are almost JSON or form data.
class BodyIT {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int BYTES_MAX = 4_096;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.on(DATABASE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        assertThat(DATABASE.number("SELECT count(*) FROM signature")).isZero();
    }

    private static Arguments json(String what, String latin1, Verdict verdict) {
        return arguments(what, JSON, latin1, verdict);
    }

    private static Arguments form(String what, String latin1, Verdict verdict) {
        return arguments(what, FORM, latin1, verdict);
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                json("nothing", "", answered(400)),
                json("brackets, 2,000 deep", "{\"x\":" + "[".repeat(2_000), answered(400)),
                json("brackets, 10,000 deep", "[".repeat(10_000), answered(413)),
                json("a key twice", "{\"name\":\"a\",\"name\":\"a\"}", answered(400)),
                json(
                        "a key twice, once in escapes",
                        "{\"name\":\"a\",\"n\\u0061me\":\"a\"}",
                        answered(400)),
                json("a lone surrogate", "{\"name\":\"\\uD800\"}", answered(400)),
                json("NUL in a name", "{\"name\":\"a\\u0000b\"}", answered(400)),
                json("NUL in an address", "{\"email\":\"a\\u0000@b.co\"}", answered(400)),
                json("NUL in a country", "{\"country\":\"F\\u0000\"}", answered(400)),
                json("NUL in a postcode", "{\"postcode\":\"1\\u0000\"}", answered(400)),
                json("NUL in the work", "{\"altcha\":\"e\\u0000\"}", answered(400)),
                json("a raw NUL", "{\"name\":\"a\0\"}", answered(400)),
                json("an overlong slash", "{\"name\":\"\u00c0\u00af\"}", answered(400)),
                json("half a character", "{\"name\":\"\u00e9\"}", answered(400)),
                json("a byte order mark", "\u00ef\u00bb\u00bf{}", answered(400)),
                json("a number beyond all", "{\"x\":1e999999}", answered(403)),
                json(
                        "a number of 4,000 digits",
                        "{\"x\":" + "9".repeat(4_000) + "}",
                        answered(400)),
                json("a number for a name", "{\"name\":1e999999}", answered(400)),
                json("an object for the work", "{\"altcha\":{}}", answered(400)),
                json("two documents", "{}{}", answered(400)),
                json("a comment", "{}/**/", answered(400)),
                json("at the limit", "{}" + " ".repeat(BYTES_MAX - 2), answered(403)),
                json("above the limit", "{}" + " ".repeat(BYTES_MAX - 1), answered(413)));
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                form("a broken escape", "name=%zz", answered(400)),
                form("half an escape", "name=%4", answered(400)),
                form("an escape that is no UTF-8", "name=%c0%af", answered(400)),
                form("an escaped NUL", "name=%00", answered(400)),
                form("a field twice", "name=a&name=b", answered(400)),
                form("a field twice, once in escapes", "name=a&n%61me=b", answered(400)),
                form("a thousand fields", "a=b&".repeat(1_000), answered(400)),
                form("a thousand ampersands", "&".repeat(1_000), answered(403)),
                form("at the limit", "x=" + "a".repeat(BYTES_MAX - 2), answered(403)),
                form("above the limit", "x=" + "a".repeat(BYTES_MAX - 1), answered(413)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource({"documents", "forms"})
    void aStrangeBodyIsRefused(String what, String type, String latin1, Verdict verdict) {
        String head =
                "POST /petitions/demo/signatures HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(type, latin1.length());
        verdict.on(gateway, (head + latin1).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void cookiesAreNeitherReadNorSet() {
        for (String path : new String[] {"/", "/petitions/demo", "/petitions/demo/count.json"}) {
            Answer plain = gateway.client().get(path);
            Answer withCookies =
                    gateway.client()
                            .get(path, "Cookie", "a=b; lang=fr; \"; =;;" + "x=y; ".repeat(500));
            assertThat(withCookies.status()).isEqualTo(200);
            assertThat(withCookies.header("content-language"))
                    .isEqualTo(plain.header("content-language"));
            assertThat(plain.header("set-cookie")).isEmpty();
            assertThat(withCookies.header("set-cookie")).isEmpty();
            assertThat(withCookies.response().body()).hasSameSizeAs(plain.response().body());
        }
    }
}
