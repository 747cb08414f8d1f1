package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.testing.Eventually;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;

class Http1DeadlinesTest {
    private static final Deadlines USUAL = TestServer.DEADLINES;

    /// Below the time by which a deadline may be missed, above what the machine may dawdle.
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// The first line of the answer, and the rest of the answer out of the way.
    private static String answer(Socket socket, String body) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n" + body)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            answer.append((char) next);
        }
        return answer.toString().lines().findFirst().orElse("");
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    private void assertClosesFor(ClosedFor reason, Duration deadline, Socket socket)
            throws IOException {
        server.pass(deadline.minus(MARGIN));
        assertStaysOpen();
        server.pass(MARGIN);
        assertThat(isClosed(socket)).isTrue();
        assertThat(server.closed()).isEqualTo(Map.of(reason, 1));
        server.awaitOpen(0);
    }

    /// Long enough for a sweep.
    private void assertStaysOpen() {
        server.sweepTwice();
        assertThat(server.open()).isEqualTo(1);
    }

    @Test
    void aSilentConnectionIsClosed() throws IOException {
        try (Socket socket = server.connect()) {
            server.awaitOpen(1);
            assertClosesFor(ClosedFor.FIRST_LINE, USUAL.firstLine(), socket);
        }
    }

    @Test
    void aFirstLineThatComesByteByByteHasNotMoreTimeThanAWholeHead() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, "G");
            server.awaitOpen(1);
            assertStaysOpen();
            server.pass(Duration.ofSeconds(2));
            TestServer.send(socket, "E");
            assertStaysOpen();
            server.pass(Duration.ofSeconds(3));
            TestServer.send(socket, "T");
            assertThat(isClosed(socket)).isTrue();
            assertThat(server.closed(ClosedFor.HEAD)).isEqualTo(1);
        }
    }

    @Test
    void aHeadThatComesByteByByteIsClosed() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, "GET / HTTP/1.1\r\nHost: test\r\nX: ");
            server.awaitOpen(1);
            assertStaysOpen();
            assertClosesFor(ClosedFor.HEAD, USUAL.head(), socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: test\r\nX: "})
    void aHeadThatBeginsTogetherWithTheRequestBeforeItHasNoMoreTime(String beginning)
            throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, TestServer.GET + beginning);
            assertThat(answer(socket, "hello")).isEqualTo("HTTP/1.1 200 OK");
            assertStaysOpen();
            assertClosesFor(ClosedFor.HEAD, USUAL.head(), socket);
        }
    }

    @Test
    void emptyLinesAreNoReasonToWaitLonger() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, "\r\n");
            server.awaitOpen(1);
            assertStaysOpen();
            server.pass(USUAL.head().minus(MARGIN));
            TestServer.send(socket, "\r\n");
            assertStaysOpen();
            server.pass(MARGIN);
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void aBodyThatDoesNotComeIsClosed() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(
                    socket, "POST /body HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\n1");
            Eventually.holds(() -> server.requests() == 1);
            assertClosesFor(ClosedFor.BODY, USUAL.body(), socket);
        }
    }

    @Test
    void aBodyThatNobodyReadsHasToComeAllTheSame() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\n1");
            assertThat(answer(socket, "hello")).isEqualTo("HTTP/1.1 200 OK");
            assertClosesFor(ClosedFor.BODY, USUAL.body(), socket);
        }
    }

    @Test
    void aKeptConnectionMayBeSilentForAWhile() throws IOException {
        try (Socket socket = server.connect()) {
            for (int i = 0; i < 3; i++) {
                TestServer.send(socket, TestServer.GET);
                assertThat(answer(socket, "hello")).isEqualTo("HTTP/1.1 200 OK");
                server.pass(USUAL.silence().minus(MARGIN));
                assertStaysOpen();
            }
            server.pass(MARGIN);
            assertThat(isClosed(socket)).isTrue();
            assertThat(server.closed(ClosedFor.SILENCE)).isEqualTo(1);
            server.awaitOpen(0);
        }
    }

    @Test
    void aRequestThatWaitsForItsAnswerIsNotSilent() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, TestServer.GET.replace("/ ", "/later "));
            Eventually.holds(() -> server.requests() == 1);
            server.pass(Duration.ofHours(1));
            assertStaysOpen();
            server.answerThoseWaiting();
            assertThat(answer(socket, "later")).isEqualTo("HTTP/1.1 200 OK");
            assertClosesFor(ClosedFor.SILENCE, USUAL.silence(), socket);
        }
    }

    @Test
    void aClientThatDoesNotReadItsAnswersIsCutOff() throws IOException {
        try (Socket socket = server.connect()) {
            socket.setReceiveBufferSize(4_096);
            TestServer.send(socket, TestServer.GET.replace("/ ", "/large ").repeat(100));
            Eventually.holds(() -> server.requests() > 0);
            assertStaysOpen();
            assertThat(server.requests()).isLessThan(20);
            server.pass(USUAL.answer().plus(MARGIN));
            server.awaitOpen(0);
            assertThat(server.closed(ClosedFor.ANSWER)).isEqualTo(1);
        }
    }

    @Test
    void aClientThatHasNoMoreToSayIsAnsweredOrClosed() throws IOException {
        try (Socket before = server.connect();
                Socket after = server.connect()) {
            before.shutdownOutput();
            assertThat(isClosed(before)).isTrue();
            TestServer.send(after, TestServer.GET);
            after.shutdownOutput();
            String answer = answer(after, "hello");
            assertThat(answer).isIn("HTTP/1.1 200 OK", "");
        }
        server.awaitOpen(0);
    }
}
