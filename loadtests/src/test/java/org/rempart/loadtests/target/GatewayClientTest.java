package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;

/// Against a server that keeps connections and ends some of them where an answer is due.
final class GatewayClientTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"signatures\":[]}";

    private final Random random = new Random(1);
    private final RehearsalPetition petition = new RehearsalPetition(random);
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ServerSocket server;

    GatewayClientTest() throws IOException {
        server = new ServerSocket(0, 16, InetAddress.ofLiteral("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void whatChangesNothingIsAskedOnceMoreWhenTheConnectionEnds() throws Exception {
        // the JDK's client by itself asks twice
        try (GatewayClient client = client(request -> request <= 2)) {
            assertThat(client.rows(petition)).isEmpty();
        }
        assertThat(asked).hasSize(3);
    }

    @Test
    void andSoOnAConnectionThatWasKept() throws Exception {
        try (GatewayClient client = client(request -> request == 2 || request == 3)) {
            client.rows(petition);

            assertThat(client.rows(petition)).isEmpty();
        }
        assertThat(asked).hasSize(4);
    }

    @Test
    void whoNeverAnswersIsToldWithWhatWasAsked() throws Exception {
        try (GatewayClient client = client(_ -> true)) {
            assertThatIOException()
                    .isThrownBy(() -> client.rows(petition))
                    .withMessageStartingWith(
                            "GET /operator/petitions/%s/signatures was not answered: "
                                    .formatted(petition.slug()));
        }
        assertThat(asked).hasSizeBetween(2, 4);
    }

    @Test
    void whatChangesSomethingIsSentOnce() throws Exception {
        try (GatewayClient client = client(_ -> true)) {
            assertThatIOException()
                    .isThrownBy(() -> client.createPetition(petition))
                    .withMessageStartingWith("POST /operator/petitions was not answered: ");
        }
        assertThat(asked).containsExactly("POST /operator/petitions HTTP/1.1");
    }

    /// @param cuts whether a request, by its number from 1, is the end of its connection
    private GatewayClient client(IntPredicate cuts) {
        Thread.ofVirtual().start(() -> accept(cuts));
        URI side = URI.create("http://127.0.0.1:" + server.getLocalPort());
        Secret token = new Secret("token");
        return new GatewayClient(new Target(side, side, token, token), Clock.systemUTC(), random);
    }

    private void accept(IntPredicate cuts) {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket, cuts));
            }
        } catch (IOException e) {
            return; // the test is over
        }
    }

    private void serve(Socket socket, IntPredicate cuts) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String first = in.readLine(); first != null; first = in.readLine()) {
                int length = 0;
                for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                    if (line.regionMatches(true, 0, "content-length: ", 0, 16)) {
                        length = Integer.parseInt(line.substring(16));
                    }
                }
                in.skip(length);
                asked.add(first);
                if (cuts.test(asked.size())) {
                    return;
                }
                socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return; // the client has gone
        }
    }
}
