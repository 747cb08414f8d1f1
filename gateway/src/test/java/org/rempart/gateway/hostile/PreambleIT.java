package org.rempart.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/// What stands where the PROXY protocol's preamble should. Whoever gets it right is served after
/// each of them.
class PreambleIT {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final String V1 = "PROXY UNKNOWN\r\n";
    private static final String V2 = "\r\n\r\n\0\r\nQUIT\n";
    private static final String REQUEST =
            "GET /petitions/demo/count.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String IPV4 = "c0000201c63364019c401f90";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                RunningGateway.on(
                        TestDatabase.create(), Map.of("REMPART_SOURCE_PROXY_PROTOCOL", "true"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String v2(String hex) {
        return V2 + new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> preambles() {
        return Stream.of(
                arguments("v1", "PROXY TCP4 192.0.2.1 198.51.100.1 40000 8080\r\n", true),
                arguments("v1, unknown", V1, true),
                arguments("v1, unknown with addresses", "PROXY UNKNOWN ::1 ::1 1 2\r\n", true),
                arguments(
                        "v1, a character missing, and the whole behind it",
                        "ROXY UNKNOWN\r\nPROXY UNKNOWN\r\n",
                        false),
                arguments("v1, in lines", "\r\n\r\nPROXY UNKNOWN\r\n".repeat(9), false),
                arguments("v1, of datagrams", "PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n", false),
                arguments("v1, of words", "PROXY a b c d e\r\n", false),
                arguments(
                        "v1, port too large",
                        "PROXY TCP4 192.0.2.1 198.51.100.1 70000 8080\r\n",
                        false),
                arguments(
                        "v1, port below zero",
                        "PROXY TCP4 192.0.2.1 198.51.100.1 -1 8080\r\n",
                        false),
                arguments(
                        "v1, families mixed", "PROXY TCP4 ::1 198.51.100.1 40000 8080\r\n", false),
                arguments("v1, too long", "PROXY TCP4 " + "1".repeat(200) + "\r\n", false),
                arguments("v1, of a megabyte", "PROXY TCP4 " + "1".repeat(1 << 20), false),
                arguments("v2", v2("2111000c" + IPV4), true),
                arguments("v2, local", v2("20000000"), true),
                arguments("v2, of datagrams", v2("2112000c" + IPV4), false),
                arguments("v2, broken, and v1 behind it", v2("3111000c") + V1, false),
                arguments("v2, of a command nobody knows", v2("2f11000c" + IPV4), false),
                arguments("v2, of version 3", v2("3111000c" + IPV4), false),
                arguments("v2, of a family nobody knows", v2("2151000c" + IPV4), false),
                arguments("v2, too short for its addresses", v2("2111000401020304"), false),
                arguments(
                        "v2, a tag longer than what is left",
                        v2("2111000f" + IPV4 + "04ffff"),
                        true),
                arguments("rubbish", "\u0001\u0002\u0003\u0004".repeat(100), false),
                arguments("nothing", "", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("preambles")
    void aPreambleIsUnderstoodOrTheConnectionEnds(String what, String preamble, boolean served) {
        try (LoggedFaults logged = LoggedFaults.listen();
                Wire wire = new Wire(gateway.publicPort())) {
            wire.send(preamble).send(REQUEST).awaitEnd(DEADLINE);
            assertThat(wire.text().startsWith("HTTP/1.1 200")).as(wire.text()).isEqualTo(served);
            assertServesTheNext();
            assertThat(logged.faults()).isEmpty();
        }
    }

    private static void assertServesTheNext() {
        try (Wire next = new Wire(gateway.publicPort())) {
            next.send(V1 + REQUEST).awaitEnd(DEADLINE);
            assertThat(next.statuses()).containsExactly(200);
        }
    }
}
