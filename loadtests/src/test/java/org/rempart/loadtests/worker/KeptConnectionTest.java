package org.rempart.loadtests.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.machine.PublicSide;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Against a server that says what it is told, an answer to each request.
final class KeptConnectionTest {
    private static final InetAddress FROM = InetAddress.ofLiteral("127.3.0.1");

    private final List<String> peers = new CopyOnWriteArrayList<>();

    @Test
    void answersAreReadOneAfterAnotherOnOneConnection() throws Exception {
        try (ServerSocket server =
                        serve(
                                "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}",
                                "HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\ncontent-length: 29\r\n\r\n{\"code\":\"source_over_budget\"}");
                KeptConnection connection = new KeptConnection(FROM, at(server))) {
            assertThat(connection.post("/", "{}")).isEqualTo(new Reply(201, "{}", 0));
            Reply refusal = connection.get("/");

            assertThat(refusal.label()).isEqualTo("429 source_over_budget");
            assertThat(refusal.retryAfterS()).isEqualTo(7);
            assertThat(peers).containsExactly("127.3.0.1");
        }
    }

    @Test
    void aConnectionThatWasEndedIsOpenedAgain() throws Exception {
        String last = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
        try (ServerSocket server = serve(last, last);
                KeptConnection connection = new KeptConnection(FROM, at(server))) {
            connection.get("/");
            connection.get("/");

            assertThat(peers).hasSize(2);
        }
    }

    @Test
    void anAnswerThatIsCutOffIsNone() throws Exception {
        try (ServerSocket server =
                        serve(
                                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\n{}",
                                "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
                                "SSH-2.0\r\n");
                KeptConnection connection = new KeptConnection(FROM, at(server))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> connection.get("/")).isInstanceOf(IOException.class);
            }
        }
    }

    private static PublicSide at(ServerSocket server) {
        return PublicSide.here(server.getLocalPort());
    }

    private ServerSocket serve(String... answers) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        List<String> left = new ArrayList<>(List.of(answers));
        Thread.ofVirtual()
                .start(() -> {
                    while (!left.isEmpty()) {
                        try (Socket client = server.accept()) {
                            peers.add(client.getInetAddress().getHostAddress());
                            answer(client, left);
                        } catch (IOException e) {
                            return; // the test is over
                        }
                    }
                });
        return server;
    }

    private static void answer(Socket client, List<String> left) throws IOException {
        byte[] request = new byte[4096];
        while (!left.isEmpty() && client.getInputStream().read(request) > 0) {
            String answer = left.removeFirst();
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            if (answer.contains("Connection: close")) {
                return;
            }
        }
    }
}
