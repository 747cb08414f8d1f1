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
import java.util.stream.Stream;

/// Requests whose end a proxy may see in another place than the gateway does (RFC 9112, section
/// 11.2): none of them makes two requests of one, and where the end is in doubt the connection
/// ends.
class SmugglingIT {
    private static final String POST = "POST /petitions/demo/signatures HTTP/1.1\r\nHost: a\r\n";
    private static final String GET = "GET /petitions/demo/count.json HTTP/1.1\r\n";
    private static final String SMUGGLED = GET + "Host: a\r\n\r\n";
    private static final String TYPE = "Content-Type: application/json\r\n";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.on(TestDatabase.create());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                bad(
                        "length and chunks",
                        POST
                                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                + SMUGGLED),
                bad(
                        "chunks and length",
                        POST
                                + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"
                                + SMUGGLED),
                bad(
                        "two lengths",
                        POST + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + SMUGGLED),
                bad("a list of lengths", POST + "Content-Length: 0, 5\r\n\r\n" + SMUGGLED),
                bad("a length with a plus", POST + "Content-Length: +0\r\n\r\n" + SMUGGLED),
                bad("a length with a minus", POST + "Content-Length: -1\r\n\r\n" + SMUGGLED),
                bad("a length with a space in it", POST + "Content-Length: 1 0\r\n\r\n" + SMUGGLED),
                bad("a length in hex", POST + "Content-Length: 0x2\r\n\r\n{}" + SMUGGLED),
                bad("a length without digits", POST + "Content-Length:\r\n\r\n" + SMUGGLED),
                bad(
                        "a length beyond 64 bits",
                        POST + "Content-Length: 18446744073709551616\r\n\r\n" + SMUGGLED),
                bad(
                        "digits of another script",
                        POST + "Content-Length: \u00b2\r\n\r\n{}" + SMUGGLED));
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                bad("xchunked", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad(
                        "chunked twice",
                        POST
                                + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                + SMUGGLED),
                bad(
                        "chunked, chunked",
                        POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad(
                        "identity behind chunked",
                        POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad("gzip alone", POST + "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad("quoted", POST + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad(
                        "a vertical tab before it",
                        POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad(
                        "a space before the colon",
                        POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad(
                        "a space before the length's colon",
                        POST + "Content-Length : 5\r\n\r\n" + SMUGGLED),
                bad(
                        "on HTTP/1.0",
                        POST.replace("1.1", "1.0")
                                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                + SMUGGLED),
                arguments(
                        "on a folded line",
                        POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
                        refused(400)));
    }

    static Stream<Arguments> chunks() {
        String chunked = POST + TYPE + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                arguments("a size that is no number", chunked + "x\r\n{}\r\n0\r\n\r\n", closed()),
                arguments("a size below zero", chunked + "-1\r\n{}\r\n0\r\n\r\n", closed()),
                arguments("a size with 0x", chunked + "0x2\r\n{}\r\n0\r\n\r\n", closed()),
                arguments(
                        "a size of many digits",
                        chunked + "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
                        closed()),
                arguments(
                        "an extension of a megabyte",
                        chunked + "2;" + "x".repeat(1 << 20) + "\r\n{}\r\n0\r\n\r\n",
                        closed()),
                arguments(
                        "a chunk longer than its size",
                        chunked + "1\r\n{}\r\n0\r\n\r\n",
                        closed()));
    }

    static Stream<Arguments> framed() {
        return Stream.of(
                arguments(
                        "chunks",
                        POST + TYPE + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                        answered(403)),
                arguments(
                        "chunks, in capitals",
                        POST + TYPE + "Transfer-Encoding: CHUNKED\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                        answered(403)),
                arguments(
                        "a short extension",
                        POST + TYPE + "Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\n\r\n",
                        answered(403)),
                arguments(
                        "a trailer",
                        POST
                                + TYPE
                                + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: y\r\n\r\n",
                        answered(403)),
                arguments(
                        "a length, padded",
                        POST + TYPE + "Content-Length:   2  \r\n\r\n{}",
                        answered(403)),
                arguments(
                        "a length of many zeros",
                        POST + TYPE + "Content-Length: 000002\r\n\r\n{}",
                        answered(403)),
                arguments(
                        "the same length twice",
                        POST + TYPE + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                        refused(400)),
                arguments("two requests in one write", SMUGGLED + SMUGGLED, answered(200, 200)));
    }

    private static Arguments bad(String what, String bytes) {
        return arguments(what, bytes, refused(400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"lengths", "encodings", "chunks", "framed"})
    void oneRequestIsNeverTakenForTwo(String what, String bytes, Verdict verdict) {
        verdict.on(gateway, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
