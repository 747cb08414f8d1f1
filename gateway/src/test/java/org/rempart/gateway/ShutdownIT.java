package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.GatewayProcess;
import org.rempart.gateway.testing.GatewayProcess.Ended;
import org.rempart.gateway.testing.TcpProxy;
import org.rempart.gateway.testing.TestDatabase;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What SIGTERM does: nothing new is taken, what was taken is answered, and the process is gone
/// within ten seconds. That an embedded database ends with it is tried in [StartIT].
class ShutdownIT {
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final int SIGNERS = 12;
    private static final int PAUSE_S_MAX = 2;
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    @TempDir private Path folder;

    /// What the signers met, each of them in the order it came.
    private static final class Met {
        final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        final Queue<Integer> otherAnswers = new ConcurrentLinkedQueue<>();
        final AtomicInteger refusedConnections = new AtomicInteger();
        final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    }

    /// Signs without a pause until no connection is taken any more; told to come back later, it
    /// does.
    private static void signOn(Client client, int first, Met met) {
        try {
            for (int number = first; ; number++) {
                JsonObject person = Client.person(number);
                Answer answer = client.get("/petitions/demo/challenge");
                if (answer.status() == 200) {
                    answer = client.sign("demo", person.put("altcha", Client.solve(answer.json())));
                }
                if (answer.status() == 201) {
                    met.acknowledged.add(person.getString("email"));
                } else {
                    met.otherAnswers.add(answer.status());
                    int seconds = Integer.parseInt(answer.header("retry-after"));
                    Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 1, PAUSE_S_MAX)));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ConnectException) {
                met.refusedConnections.incrementAndGet();
            } else {
                met.unanswered.add(e.toString());
            }
        }
    }

    private static void stop(GatewayProcess gateway) {
        long start = System.nanoTime();
        gateway.terminate();
        Ended ended = gateway.ended();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(took).isLessThan(STOP_MAX);
    }

    private static Set<String> signers(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT email FROM signature")) {
            Set<String> signers = new HashSet<>();
            while (rows.next()) {
                signers.add(rows.getString(1));
            }
            return signers;
        }
    }

    private GatewayProcess on(String databaseUrl) {
        return GatewayProcess.start(folder, Map.of("REMPART_DATABASE_URL", databaseUrl));
    }

    @Test
    void underLoadEveryRequestIsAnsweredAndNothingAcknowledgedIsLost() throws Exception {
        TestDatabase database = TestDatabase.create();
        Met met = new Met();
        try (GatewayProcess gateway = on(database.url())) {
            List<Thread> signers = new ArrayList<>();
            gateway.open();
            for (int i = 0; i < SIGNERS; i++) {
                int first = i * 1_000_000;
                Client client = gateway.client();
                signers.add(Thread.ofPlatform().start(() -> signOn(client, first, met)));
            }
            Eventually.holds(() -> met.acknowledged.size() > 200);
            stop(gateway);
            for (Thread signer : signers) {
                assertThat(signer.join(WAIT_MAX)).isTrue();
            }
        }
        assertThat(met.unanswered).isEmpty();
        assertThat(met.refusedConnections).hasValue(SIGNERS);
        assertThat(Set.copyOf(met.otherAnswers)).isSubsetOf(503);
        assertThat(signers(database)).containsAll(met.acknowledged);
        assertThat(database.number("SELECT sum(counted) FROM tally"))
                .isEqualTo(database.number("SELECT count(*) FROM signature"));
    }

    @Test
    void connectionsThatSayNothingDoNotHoldItUp() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (GatewayProcess gateway = on(database.url());
                Socket stream = request(gateway, "/petitions/demo/count/events");
                Socket kept = request(gateway, "/petitions/demo/count.json");
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), gateway.publicPort());
                Socket operator =
                        new Socket(InetAddress.getLoopbackAddress(), gateway.operatorPort())) {
            assertThat(readUntil(stream, "signature_count")).startsWith("HTTP/1.1 200");
            assertThat(readUntil(kept, "}")).startsWith("HTTP/1.1 200");
            stop(gateway);
            for (Socket socket : List.of(stream, kept, silent, operator)) {
                assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(100);
            }
        }
    }

    /// The batch under way is in doubt, and stays so: its signature is neither acknowledged nor
    /// refused for good.
    @Test
    void aDatabaseThatSaysNothingDoesNotHoldItUp() {
        TestDatabase database = TestDatabase.create();
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        try (TcpProxy proxy = new TcpProxy(database.port());
                GatewayProcess gateway = on(through(proxy, database).url())) {
            Client client = gateway.client();
            assertThat(client.signAs("demo", 1).status()).isEqualTo(201);
            JsonObject fields = Client.person(2).put("altcha", client.solved("demo"));
            proxy.goSilent();
            Thread signer =
                    Thread.ofVirtual().start(() -> answers.add(client.sign("demo", fields)));
            Eventually.holds(() -> queued(client) == 1);
            stop(gateway);
            Eventually.holds(() -> !signer.isAlive());
        }
        assertThat(answers).extracting(Answer::status).containsExactly(503);
        assertThat(database.number("SELECT count(*) FROM signature")).isBetween(1L, 2L);
    }

    private static TestDatabase through(TcpProxy proxy, TestDatabase database) {
        return new TestDatabase(
                "127.0.0.1", proxy.port(), database.user(), database.password(), database.name());
    }

    private static int queued(Client client) {
        return client.operator("GET", "/operator/status", "")
                .json()
                .getJsonObject("queue")
                .getInteger("rows");
    }

    private static Socket request(GatewayProcess gateway, String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.publicPort());
        socket.setSoTimeout((int) WAIT_MAX.toMillis());
        socket.getOutputStream()
                .write(
                        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String readUntil(Socket socket, String text) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new SocketException("closed after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }
}
