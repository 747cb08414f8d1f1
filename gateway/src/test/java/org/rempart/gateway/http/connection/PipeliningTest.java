package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.util.internal.PlatformDependent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    private static final int BODY_BYTES = 1_000;

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

    /// The time of a head that has begun runs only while it is looked at.
    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "2, false"})
    void nothingIsLookedAtBehindARequestThatWaits(int waiting, boolean isLookedAt)
            throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, TestServer.GET + LATER.repeat(waiting) + "GET /");
            Eventually.holds(() -> server.requests() == (isLookedAt ? 1 : 2));
            server.sweepTwice();
            server.pass(TestServer.DEADLINES.head().plusSeconds(1));
            server.sweepTwice();
            assertThat(server.closed(ClosedFor.HEAD)).isEqualTo(isLookedAt ? 1 : 0);
            if (!isLookedAt) {
                Eventually.holds(() -> {
                    server.answerThoseWaiting();
                    return server.requests() == 1 + waiting;
                });
                server.answerThoseWaiting();
                assertThat(answers(socket, 1 + waiting)).isEqualTo(1 + waiting);
                server.sweepTwice();
                server.pass(TestServer.DEADLINES.head().plusSeconds(1));
                Eventually.holds(() -> server.closed(ClosedFor.HEAD) == 1);
            }
        }
    }

    /// A client that has sent a little more is seen to have gone, whatever waits.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void whoGoesWhileARequestWaitsIsNoticed(int more) throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, LATER + TestServer.GET.repeat(more));
            Eventually.holds(() -> server.requests() == 1);
        }
        Eventually.holds(() -> server.open() == 0);
    }

    /// Bodies that wait behind a request are memory outside the heap, which no collection gives
    /// back.
    @Test
    void whatWaitedOnConnectionsThatEndedIsReleased() throws IOException {
        String post =
                "POST /body HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(BODY_BYTES, "a".repeat(BODY_BYTES));
        String posts = post.repeat(8);
        pipelineAndLeave(posts, 50); // buffers that are kept for the next ones
        long before = PlatformDependent.usedDirectMemory();
        pipelineAndLeave(posts, 1_000);
        assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(1_000L * BODY_BYTES);
    }

    private void pipelineAndLeave(String posts, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            int seen = server.requests();
            try (Socket socket = server.connect()) {
                socket.setSoLinger(true, 0);
                TestServer.send(socket, LATER + posts);
                Eventually.holds(() -> server.requests() > seen);
            }
        }
        Eventually.holds(() -> server.open() == 0);
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
