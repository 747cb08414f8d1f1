package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.gateway.testing.Eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/// Many requests in one write: answered in turn, and never many of them at hand.
class PipeliningTest {
    private static final String LATER = "GET /later HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final int MANY = 2_000;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// How many answers come before the connection ends, at most that many.
    private static int answers(Socket socket, int most) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        int answers = 0;
        int bodyChars = "hello".length();
        while (answers < most) {
            String line = in.readLine();
            if (line == null) {
                break;
            }
            if (line.isEmpty()) {
                answers++;
                for (int i = 0; i < bodyChars; i++) {
                    assertThat(in.read()).isPositive();
                }
            }
        }
        return answers;
    }

    @Test
    void twoThousandRequestsInOneWriteAreAllAnswered() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, TestServer.GET.repeat(MANY));
            assertThat(answers(socket, MANY)).isEqualTo(MANY);
            assertThat(server.open()).isEqualTo(1);
        }
    }

    @Test
    void requestsSplitAnywhereAreAnsweredOnceEach() throws IOException {
        try (Socket socket = server.connect()) {
            socket.setTcpNoDelay(true);
            String body = "POST /body HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello";
            String all = (TestServer.GET + body).repeat(40);
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> {
                        try {
                            for (int at = 0; at < all.length(); at += 7) {
                                TestServer.send(
                                        socket, all.substring(at, Math.min(all.length(), at + 7)));
                            }
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
            assertThat(answers(socket, 80)).isEqualTo(80);
            sent.join();
            assertThat(server.requests()).isEqualTo(80);
        }
    }

    /// Those behind the first are answered in turn; none is lost over the pauses.
    @Test
    void requestsBehindOneThatWaitsAreAnsweredWhenItIs() throws IOException {
        try (Socket socket = server.connect()) {
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> {
                        try {
                            TestServer.send(socket, LATER.repeat(MANY));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
            Eventually.holds(() -> server.requests() == 1);
            CompletableFuture<Integer> answered =
                    CompletableFuture.supplyAsync(() -> {
                        try {
                            return answers(socket, MANY);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
            while (!answered.isDone()) {
                server.answerThoseWaiting();
                Thread.onSpinWait();
            }
            assertThat(answered.join()).isEqualTo(MANY);
            assertThat(server.requests()).isEqualTo(MANY);
            sent.join();
        }
    }

    /// The time of a head that has begun runs only while it is read. All that is sent fits into the
    /// first packet.
    @ParameterizedTest
    @CsvSource({"15, true", "16, false", "17, false"})
    void nothingIsReadBehindSixteenRequestsThatWait(int waiting, boolean isRead)
            throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, LATER.repeat(waiting) + "GET /");
            Eventually.holds(() -> server.requests() == 1);
            server.sweepTwice();
            server.pass(TestServer.DEADLINES.head().plusSeconds(1));
            server.sweepTwice();
            assertThat(server.closed(ClosedFor.HEAD)).isEqualTo(isRead ? 1 : 0);
            if (!isRead) {
                Eventually.holds(() -> {
                    server.answerThoseWaiting();
                    return server.requests() == waiting;
                });
                server.answerThoseWaiting();
                assertThat(answers(socket, waiting)).isEqualTo(waiting);
                server.sweepTwice();
                server.pass(TestServer.DEADLINES.head().plusSeconds(1));
                Eventually.holds(() -> server.closed(ClosedFor.HEAD) == 1);
            }
        }
    }

    @Test
    void theConnectionIsClosedBehindTheLastRequestItMayCarry() throws IOException {
        int max = Http1Conversation.REQUESTS_MAX;
        try (Socket socket = server.connect()) {
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> {
                        try {
                            TestServer.send(socket, TestServer.GET.repeat(max + 10));
                        } catch (IOException _) {
                            // the connection may have ended meanwhile
                        }
                    });
            assertThat(answers(socket, max + 10)).isEqualTo(max);
            sent.join();
        }
        assertThat(server.requests()).isEqualTo(max);
    }
}
