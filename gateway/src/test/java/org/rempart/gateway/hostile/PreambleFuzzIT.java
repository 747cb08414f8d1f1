package org.rempart.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/// Runs its seeds in every build; searched on from as [HttpFuzzIT] says.
class PreambleFuzzIT {
    private static final String V2 = "\r\n\r\n\0\r\nQUIT\n";
    private static final String REQUEST =
            "GET /petitions/demo/challenge HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private static Onlooker gateway;

    @BeforeAll
    static void start() {
        gateway =
                new Onlooker(Map.of("REMPART_SOURCE_PROXY_PROTOCOL", "true"), "PROXY UNKNOWN\r\n");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<byte[]> preambles() {
        return Stream.of(
                        "PROXY TCP4 192.0.2.1 198.51.100.1 40000 8080\r\n",
                        "PROXY TCP6 2001:db8::1 ::1 1 65535\r\n",
                        "PROXY UNKNOWN ::1 ::1 1 2\r\n",
                        "PROXY a b c d e\r\n",
                        "ROXY UNKNOWN\r\nPROXY UNKNOWN\r\n",
                        v2("2111000cc0000201c63364019c401f90"),
                        v2("20000000"),
                        v2("2111000fc0000201c63364019c401f9004ffff"),
                        v2("2131" + "00d8" + "00".repeat(216)),
                        v2("21210024" + "20".repeat(36)),
                        "")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    private static String v2(String hex) {
        return V2 + new String(HexFormat.of().parseHex(hex), ISO_8859_1);
    }

    @MethodSource("preambles")
    @FuzzTest(maxDuration = "1m")
    void anyPreambleIsUnderstoodOrTheConnectionEnds(byte @NotNull [] preamble) {
        String bytes = new String(preamble, ISO_8859_1) + REQUEST;
        assertThat(gateway.send(bytes.getBytes(ISO_8859_1))).doesNotContain(" 500 Internal");
    }
}
