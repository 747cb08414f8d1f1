package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RawHttp2;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

class Http2FloodsTest {
    private static final Duration MARGIN = Duration.ofSeconds(2);
    private static final byte[] USUAL = {};

    /// SETTINGS_INITIAL_WINDOW_SIZE: 0.
    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

    private static final byte[] CANCEL = {0, 0, 0, 8};

    @TempDir private static Path folder;

    private static TlsFiles files;
    private TestServer server;

    @BeforeAll
    static void makeFiles() {
        files = TlsFiles.make(folder);
    }

    @BeforeEach
    void start() {
        server = TestServer.withTls(files);
    }

    @AfterEach
    void theNextClientIsServed() throws IOException {
        try (RawHttp2 next = connect()) {
            assertIsServed(next, 1);
        }
        server.awaitOpen(0);
        server.close();
    }

    private RawHttp2 connect() throws IOException {
        return RawHttp2.connect(server.port(), files, USUAL);
    }

    private static void assertIsServed(RawHttp2 http, int stream) throws IOException {
        http.get(stream, "/").send();
        assertThat(http.next(RawHttp2.HEADERS)).isPresent();
        assertThat(http.next(RawHttp2.DATA)).isPresent();
    }

    /// Floods until the other side has had enough, and no longer than that many times.
    private static void flood(RawHttp2 http, int rounds, Round round) {
        try {
            for (int i = 0; i < rounds; i++) {
                round.write(i);
                http.send();
            }
        } catch (IOException _) {
            // it has
        }
        http.awaitEnd();
    }

    private interface Round {
        void write(int number);
    }

    @Test
    void rapidResetEndsTheConnection() throws IOException {
        try (RawHttp2 http = connect()) {
            flood(
                    http,
                    2_000,
                    i ->
                            http.get(2 * i + 1, "/later")
                                    .add(RawHttp2.RST_STREAM, 0, 2 * i + 1, CANCEL));
            assertThat(server.requests()).isLessThanOrEqualTo(110);
        }
    }

    @Test
    void settingsAmongTheResetsDoNotHelp() throws IOException {
        try (RawHttp2 http = connect()) {
            flood(
                    http,
                    5_000,
                    i -> {
                        if (i % 50 == 49) {
                            http.add(RawHttp2.SETTINGS, 0, 0);
                        }
                        http.get(2 * i + 1, "/later")
                                .add(RawHttp2.RST_STREAM, 0, 2 * i + 1, CANCEL);
                    });
            assertThat(server.requests()).isLessThanOrEqualTo(110);
        }
    }

    @Test
    void aFloodOfContinuationsEndsTheConnection() throws IOException {
        try (RawHttp2 http = connect()) {
            http.add(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.head("GET", "/"));
            flood(http, 10_000, _ -> http.add(RawHttp2.CONTINUATION, 0, 1));
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void largeContinuationsEndTheConnection() throws IOException {
        try (RawHttp2 http = connect()) {
            http.add(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.head("GET", "/"));
            flood(http, 10_000, _ -> http.add(RawHttp2.CONTINUATION, 0, 1, new byte[16_000]));
        }
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, 1",
        "2, 0, 1, 5",
        "4, 0, 0, 0",
        "4, 1, 0, 0",
        "6, 0, 0, 8",
        "6, 1, 0, 8",
        "8, 0, 0, 4",
        "8, 0, 1, 4",
        "190, 0, 0, 0"
    })
    void aFloodOfFramesThatAskForNothingEndsTheConnection(
            int type, int flags, int stream, int payloadBytes) throws IOException {
        byte[] payload = new byte[payloadBytes];
        if (payloadBytes > 0) {
            payload[payloadBytes - 1] = 1;
        }
        try (RawHttp2 http = connect()) {
            http.add(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.head("POST", "/later"));
            flood(http, 50_000, _ -> http.add(type, flags, stream, payload));
            assertThat(server.closed(ClosedFor.FRAMES)).isEqualTo(1);
        }
    }

    @Test
    void aHundredStreamsAreNotServedAtOnce() throws IOException {
        try (RawHttp2 http = connect()) {
            assertThat(http.next(RawHttp2.SETTINGS)).isPresent();
            http.add(RawHttp2.SETTINGS, RawHttp2.ACK, 0);
            for (int i = 0; i < 100; i++) {
                http.get(2 * i + 1, "/later");
            }
            http.send();
            assertThat(http.next(RawHttp2.RST_STREAM).map(RawHttp2.Frame::stream))
                    .contains(2 * 64 + 1);
            assertThat(server.requests()).isEqualTo(64);
        }
    }

    @Test
    void whoDoesNotAcknowledgeTheLimitHasOneAllTheSame() throws IOException {
        try (RawHttp2 http = connect()) {
            for (int i = 0; i < 200; i++) {
                http.get(2 * i + 1, "/later");
            }
            http.send().awaitEnd();
            assertThat(server.requests()).isEqualTo(128);
            assertThat(server.closed(ClosedFor.FLOOD)).isEqualTo(1);
        }
    }

    @Test
    void aSilentConnectionIsClosed() throws IOException {
        try (RawHttp2 http = connect()) {
            server.awaitOpen(1);
            assertThat(http.next(RawHttp2.SETTINGS)).isPresent();
            server.pass(TestServer.DEADLINES.firstLine().plus(MARGIN));
            http.awaitEnd();
            assertThat(server.closed(ClosedFor.FIRST_LINE) + server.closed(ClosedFor.HANDSHAKE))
                    .isEqualTo(1);
        }
    }

    @Test
    void pingsAreNoReasonToKeepAConnectionWithoutRequests() throws IOException {
        try (RawHttp2 http = connect()) {
            assertIsServed(http, 1);
            // once this is answered, the server has seen the end of the request, too
            http.add(RawHttp2.PING, 0, 0, new byte[8]).send();
            assertThat(http.next(RawHttp2.PING)).isPresent();
            for (int i = 0; i < 4; i++) {
                server.pass(TestServer.DEADLINES.silence().dividedBy(4));
                http.add(RawHttp2.PING, 0, 0, new byte[8]).send();
            }
            server.pass(MARGIN);
            http.awaitEnd();
            assertThat(server.closed(ClosedFor.SILENCE)).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatDoesNotComeIsClosed() throws IOException {
        try (RawHttp2 http = connect()) {
            http.add(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.head("POST", "/body"));
            http.add(RawHttp2.DATA, 0, 1, new byte[1]).send();
            Eventually.holds(() -> server.requests() == 1);
            server.pass(TestServer.DEADLINES.body().plus(MARGIN));
            http.awaitEnd();
            assertThat(server.closed(ClosedFor.BODY)).isEqualTo(1);
        }
    }

    @Test
    void aHeadThatIsNeverWholeIsClosedWhateverElseIsAskedFor() throws IOException {
        byte[] head = RawHttp2.head("GET", "/");
        try (RawHttp2 http = connect()) {
            http.get(1, "/later").add(RawHttp2.HEADERS, RawHttp2.END_STREAM, 3, head).send();
            Eventually.holds(() -> server.requests() == 1);
            server.pass(TestServer.DEADLINES.head().minus(MARGIN));
            http.add(RawHttp2.CONTINUATION, 0, 3, new byte[] {0}).send();
            server.sweepTwice();
            assertThat(server.open()).isEqualTo(1);
            server.pass(MARGIN);
            http.awaitEnd();
            assertThat(server.closed(ClosedFor.HEAD)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 20})
    void aFrameOfAHeadOfWhichOnlySomeBytesComeIsClosed(int bytes) throws IOException {
        try (RawHttp2 http = connect()) {
            http.get(1, "/later").send();
            Eventually.holds(() -> server.requests() == 1);
            http.get(3, "/").sendOnly(bytes);
            server.sweepTwice();
            assertThat(server.open()).isEqualTo(1);
            server.pass(TestServer.DEADLINES.head());
            http.awaitEnd();
            assertThat(server.closed(ClosedFor.HEAD)).isEqualTo(1);
        }
    }

    @Test
    void aHeadInManyFramesThatIsWholeInTimeIsServed() throws IOException {
        byte[] head = RawHttp2.head("GET", "/");
        try (RawHttp2 http = connect()) {
            http.get(1, "/later");
            http.add(RawHttp2.HEADERS, RawHttp2.END_STREAM, 3, Arrays.copyOf(head, 5));
            http.add(
                    RawHttp2.CONTINUATION,
                    RawHttp2.END_HEADERS,
                    3,
                    Arrays.copyOfRange(head, 5, head.length));
            http.send();
            assertThat(http.next(RawHttp2.HEADERS).map(RawHttp2.Frame::stream)).contains(3);
            server.pass(TestServer.DEADLINES.head().plus(MARGIN));
            server.sweepTwice();
            assertThat(server.open()).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatWaitsForItsAnswerIsNotSilent() throws IOException {
        try (RawHttp2 http = connect()) {
            http.get(1, "/later").send();
            Eventually.holds(() -> server.requests() == 1);
            server.pass(Duration.ofHours(1));
            assertIsServed(http, 3);
            server.answerThoseWaiting();
            assertThat(http.next(RawHttp2.HEADERS).map(RawHttp2.Frame::stream)).contains(1);
        }
    }

    @Test
    void aClientThatNeverOpensItsWindowIsCutOff() throws IOException {
        try (RawHttp2 http = RawHttp2.connect(server.port(), files, NO_WINDOW)) {
            http.get(1, "/").send();
            assertThat(http.next(RawHttp2.HEADERS)).isPresent();
            Eventually.holds(() -> {
                server.pass(Duration.ofSeconds(1));
                return server.closed(ClosedFor.ANSWER) == 1;
            });
            http.awaitEnd();
        }
    }
}
