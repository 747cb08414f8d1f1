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
import org.rempart.gateway.testing.RawHttp;
import org.rempart.gateway.testing.TcpProxy;
import org.rempart.gateway.testing.TestDatabase;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What SIGTERM does: nothing new is taken, what was taken is answered, and the process is gone
/// within ten seconds. That an embedded database ends with it is tried in [StartIT].
class ShutdownIT {
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final int SIGNERS = 12;
    private static final int PAUSE_S_MAX = 2;
    private static final int PIPELINED = 300;
    private static final int STREAMS = 12;
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    @TempDir private Path folder;

    /// What the signers met, each of them in the order it came.
    private static final class Met {
        final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        final Queue<Integer> otherAnswers = new ConcurrentLinkedQueue<>();
        final AtomicInteger pipelined = new AtomicInteger();
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
                if (answer.status() == 201 || answer.status() == 202) {
                    met.acknowledged.add(person.getString("email"));
                } else {
                    met.otherAnswers.add(answer.status());
                    Thread.sleep(pause(answer.header("retry-after")));
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

    private static Duration pause(String retryAfter) {
        return Duration.ofSeconds(Math.clamp(Integer.parseInt(retryAfter), 1, PAUSE_S_MAX));
    }

    private static void stop(GatewayProcess gateway) {
        long start = System.nanoTime();
        gateway.terminate();
        Ended ended = gateway.ended();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(ended.exitCode()).isZero();
        assertThat(gateway.faults()).isEmpty();
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

    /// Sends hundreds of signatures at once on one connection and reads the answers as they come.
    private static void pipeline(RawHttp connection, Client client, int first, Met met) {
        List<JsonObject> people = new ArrayList<>();
        StringBuilder requests = new StringBuilder();
        for (int number = first; number < first + PIPELINED; number++) {
            JsonObject fields = Client.person(number).put("altcha", client.solved("demo"));
            people.add(fields);
            requests.append(RawHttp.post("/petitions/demo/signatures", fields.encode()));
        }
        connection.send(requests.toString());
        for (JsonObject person : people) {
            Optional<RawHttp.Reply> reply = connection.reply();
            if (reply.isEmpty()) {
                return;
            }
            if (reply.get().status() / 100 == 2) {
                met.acknowledged.add(person.getString("email"));
                met.pipelined.incrementAndGet();
            } else {
                met.otherAnswers.add(reply.get().status());
            }
        }
    }

    @Test
    void underLoadEveryRequestIsAnsweredAndWhatIsNotAcknowledgedIsNotThere() throws Exception {
        TestDatabase database = TestDatabase.create();
        Met met = new Met();
        try (GatewayProcess gateway = on(database.url());
                RawHttp pipelined = new RawHttp(gateway.publicPort())) {
            List<Thread> signers = new ArrayList<>();
            for (int i = 0; i < SIGNERS; i++) {
                int first = i * 1_000_000;
                Client client = gateway.client();
                signers.add(Thread.ofPlatform().start(() -> signOn(client, first, met)));
            }
            Client client = gateway.client();
            signers.add(
                    Thread.ofPlatform()
                            .start(() -> pipeline(pipelined, client, SIGNERS * 1_000_000, met)));
            Eventually.holds(() -> met.acknowledged.size() > 200 && met.pipelined.get() > 0);
            stop(gateway);
            for (Thread signer : signers) {
                assertThat(signer.join(WAIT_MAX)).isTrue();
            }
        }
        assertThat(met.unanswered).isEmpty();
        assertThat(met.refusedConnections).hasValue(SIGNERS);
        assertThat(Set.copyOf(met.otherAnswers)).isSubsetOf(503);
        nextLifeIfNeeded(database, met);
        assertThat(signers(database)).containsExactlyInAnyOrderElementsOf(met.acknowledged);
        assertThat(database.number("SELECT sum(counted) FROM tally"))
                .isEqualTo(database.number("SELECT count(*) FROM signature"));
    }

    /// Everything is in order for it: a journal that was closed has no log beside it.
    private void nextLife(TestDatabase database, Consumer<Client> then) {
        assertThat(folder.resolve("data/journal/journal.db-wal")).doesNotExist();
        try (GatewayProcess gateway = on(database.url())) {
            Client client = gateway.client();
            Eventually.holds(() -> journalRows(client) == 0);
            then.accept(client);
        }
    }

    /// On a busy machine some were answered 202, and reach the database now.
    private void nextLifeIfNeeded(TestDatabase database, Met met) {
        if (database.number("SELECT count(*) FROM signature") < met.acknowledged.size()) {
            nextLife(database, _ -> {});
        }
    }

    private static int journalRows(Client client) {
        return client.operator("GET", "/operator/status", "")
                .json()
                .getJsonObject("journal")
                .getInteger("rows");
    }

    /// A stream that was taken is answered, and what comes then is told to come later.
    @Test
    void overHttp2EveryStreamUnderWayIsAnswered() throws Exception {
        TlsFiles files = TlsFiles.make(folder);
        TestDatabase database = TestDatabase.create();
        Met met = new Met();
        try (GatewayProcess gateway =
                        GatewayProcess.start(
                                folder,
                                Map.of(
                                        "REMPART_DATABASE_URL", database.url(),
                                        "REMPART_HTTP_TLS_CERTIFICATE",
                                                files.certificate().toString(),
                                        "REMPART_HTTP_TLS_KEY", files.key().toString()));
                HttpClient http = HttpClient.newBuilder().sslContext(files.trusting()).build()) {
            URI petition =
                    URI.create("https://localhost:" + gateway.publicPort() + "/petitions/demo/");
            List<Thread> signers = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                int first = i * 1_000_000;
                signers.add(
                        Thread.ofVirtual().start(() -> signOverHttp2(http, petition, first, met)));
            }
            Eventually.holds(() -> met.acknowledged.size() > 100);
            stop(gateway);
            for (Thread signer : signers) {
                assertThat(signer.join(WAIT_MAX)).isTrue();
            }
        }
        assertThat(met.unanswered).isEmpty();
        assertThat(met.refusedConnections).hasValue(STREAMS);
        assertThat(Set.copyOf(met.otherAnswers)).isSubsetOf(503);
        nextLifeIfNeeded(database, met);
        assertThat(signers(database)).containsExactlyInAnyOrderElementsOf(met.acknowledged);
    }

    private static void signOverHttp2(HttpClient http, URI petition, int first, Met met) {
        try {
            for (int number = first; ; number++) {
                JsonObject person = Client.person(number);
                HttpResponse<String> answer =
                        http.send(
                                HttpRequest.newBuilder(petition.resolve("challenge"))
                                        .timeout(WAIT_MAX)
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                if (answer.statusCode() == 200) {
                    person.put("altcha", Client.solve(new JsonObject(answer.body())));
                    answer =
                            http.send(
                                    HttpRequest.newBuilder(petition.resolve("signatures"))
                                            .header("Content-Type", "application/json")
                                            .timeout(WAIT_MAX)
                                            .POST(BodyPublishers.ofString(person.encode()))
                                            .build(),
                                    BodyHandlers.ofString());
                }
                if (answer.statusCode() / 100 == 2) {
                    met.acknowledged.add(person.getString("email"));
                } else {
                    met.otherAnswers.add(answer.statusCode());
                    Thread.sleep(pause(answer.headers().firstValue("retry-after").orElse("")));
                }
            }
        } catch (ConnectException _) {
            met.refusedConnections.incrementAndGet();
        } catch (IOException | RuntimeException e) {
            met.unanswered.add(e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Load balancers ask every second or two.
    @Test
    void itSaysThatItIsNotReadyBeforeItTakesNothingNew() {
        TestDatabase database = TestDatabase.create();
        try (GatewayProcess gateway =
                GatewayProcess.start(
                        folder,
                        Map.of(
                                "REMPART_DATABASE_URL",
                                database.url(),
                                "REMPART_HTTP_LAME_DUCK",
                                "2s"))) {
            Client client = gateway.client();
            JsonObject fields = Client.person(1).put("altcha", client.solved("demo"));
            assertThat(client.operatorAsStranger("/health/ready").status()).isEqualTo(200);
            gateway.terminate();
            Eventually.holds(() -> client.operatorAsStranger("/health/ready").status() == 503);
            assertThat(client.operatorAsStranger("/health/ready").json().getString("status"))
                    .isEqualTo("stopping");
            assertThat(client.sign("demo", fields).status() / 100).isEqualTo(2);
            stop(gateway);
        }
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

    /// The batch under way is in doubt, so its signature is in the journal: the next life finds out
    /// what became of it.
    @Test
    void aDatabaseThatSaysNothingDoesNotHoldItUp() {
        TestDatabase database = TestDatabase.create();
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        JsonObject fields = Client.person(2);
        try (TcpProxy proxy = new TcpProxy(database.port());
                GatewayProcess gateway = on(database.through(proxy).url())) {
            Client client = gateway.client();
            assertThat(client.signAs("demo", 1).status()).isEqualTo(201);
            fields.put("altcha", client.solved("demo"));
            proxy.goSilent();
            Thread signer =
                    Thread.ofVirtual().start(() -> answers.add(client.sign("demo", fields)));
            Eventually.holds(() -> queued(client) == 1 || !answers.isEmpty());
            stop(gateway);
            Eventually.holds(() -> !signer.isAlive());
        }
        assertThat(answers).extracting(Answer::status).containsExactly(202);
        nextLife(
                database,
                client -> {
                    Answer retry = client.sign("demo", fields);
                    assertThat(retry.status()).isEqualTo(201);
                    assertThat(retry.json().getString("receipt"))
                            .isEqualTo(answers.remove().json().getString("receipt"));
                });
        assertThat(database.number("SELECT count(*) FROM signature")).isEqualTo(2);
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
