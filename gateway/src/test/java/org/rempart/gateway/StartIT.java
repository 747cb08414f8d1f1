package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.GatewayProcess;
import org.rempart.gateway.testing.GatewayProcess.Ended;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Starts that succeed: on nothing, on what the last run left however it ended, and on another's
/// database.
class StartIT {
    private static final Pattern TOKEN_LINE =
            Pattern.compile("\nOperator token, made for this run: (\\S{16,})\n");

    /// Of `postmaster.pid` (PostgreSQL manual, "Database File Layout").
    private static final int SOCKET_FOLDER_LINE = 4;

    /// Of `/proc/PID/task/TID/stat`, behind the name (proc(5)).
    private static final int NICE_AT = 16;

    private static final int POLICY_AT = 38;

    /// These go before what the tests start it with.
    private static final Map<String, String> BOTH_COMPILERS =
            Map.of("_JAVA_OPTIONS", "-XX:TieredStopAtLevel=4");

    /// sched(7).
    private static final int SCHED_OTHER = 0;

    private static final int SCHED_IDLE = 5;

    @TempDir private static Path root;

    private Path folder;

    /// The server's program is unpacked once for all of them.
    @BeforeEach
    void makeFolder() throws IOException {
        Path program = Files.createDirectories(root.resolve("program"));
        folder = Files.createTempDirectory(root, "gateway");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("postgresql-server"), program);
    }

    private GatewayProcess start() {
        return GatewayProcess.start(folder, Map.of());
    }

    private static long count(Client client) {
        return client.get("/petitions/demo/count.json").json().getLong("signature_count");
    }

    private static void sign(Client client, int number) {
        assertThat(client.signAs("demo", number).status()).isEqualTo(201);
    }

    @Test
    void anEmptyFolderIsEnoughAndASecondGatewayIsKeptOutOfIt(@TempDir Path empty) {
        try (GatewayProcess gateway = GatewayProcess.start(empty, Map.of())) {
            Client client = gateway.client();
            assertThat(client.get("/").response().body()).contains("/petitions/demo");
            JsonObject petition = client.get("/petitions/demo.json").json();
            assertThat(
                            petition.getJsonObject("data")
                                    .getJsonObject("attributes")
                                    .getString("state"))
                    .isEqualTo("open");
            assertThat(client.operatorAsStranger("/health/ready").status()).isEqualTo(200);
            sign(client, 1);

            try (GatewayProcess second = GatewayProcess.start(empty, Map.of())) {
                Ended refused = second.ended();
                assertThat(refused.exitCode()).isEqualTo(1);
                assertThat(refused.err())
                        .isEqualTo(
                                "Rempart does not start: the data directory data is in use by"
                                        + " another gateway\n");
                assertThat(refused.out()).isEmpty();
            }
            assertThat(count(client)).isEqualTo(1);
            assertThat(gateway.out().lines()).hasSize(1);
            assertThat(gateway.out()).doesNotContain(RunningGateway.OPERATOR_TOKEN);
            assertThat(gateway.err()).isEmpty();
        }
    }

    /// What compiles steps back behind those who answer.
    @Test
    void itsCompilersHaveATenthOfTheWeightAndTheSecondWorksInIdleTime() throws IOException {
        try (GatewayProcess gateway = GatewayProcess.start(folder, BOTH_COMPILERS).open()) {
            Map<String, Set<Integer>> nice = new HashMap<>();
            Map<String, Set<Integer>> policies = new HashMap<>();
            try (Stream<Path> threads = Files.list(gateway.processFolder().resolve("task"))) {
                for (Path thread : threads.toList()) {
                    String stat = Files.readString(thread.resolve("stat"));
                    String kind = stat.replaceAll("(?s).*\\((C[12]) CompilerThre.*|.*", "$1");
                    String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    nice.computeIfAbsent(kind, _ -> new HashSet<>())
                            .add(Integer.parseInt(behindName[NICE_AT]));
                    policies.computeIfAbsent(kind, _ -> new HashSet<>())
                            .add(Integer.parseInt(behindName[POLICY_AT]));
                }
            }
            assertThat(nice).isEqualTo(Map.of("C1", Set.of(10), "C2", Set.of(10), "", Set.of(0)));
            assertThat(policies.get("C2")).contains(SCHED_IDLE);
            assertThat(policies.get("")).containsExactly(SCHED_OTHER);
        }
    }

    @Test
    void aTokenIsMadeAndPrintedOnceWhereNoneIsSet() throws Exception {
        Map<String, String> noToken =
                Map.of(
                        "REMPART_DATABASE_URL",
                        TestDatabase.create().url(),
                        "REMPART_OPERATOR_TOKEN",
                        "");
        String first;
        try (GatewayProcess gateway = GatewayProcess.start(folder, noToken)) {
            int port = gateway.operatorPort();
            first = printedToken(gateway);
            assertThat(status(port, first)).isEqualTo(200);
            assertThat(status(port, first + "x")).isEqualTo(401);
        }
        try (GatewayProcess gateway = GatewayProcess.start(folder, noToken)) {
            assertThat(printedToken(gateway.open())).isNotEqualTo(first);
        }
    }

    private static String printedToken(GatewayProcess gateway) {
        Eventually.holds(() -> gateway.out().lines().count() == 2);
        Matcher line = TOKEN_LINE.matcher(gateway.out());
        assertThat(line.find()).isTrue();
        assertThat(gateway.err()).isEmpty();
        return line.group(1);
    }

    private static int status(int operatorPort, String token) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + operatorPort
                                                            + "/operator/status"))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void settingsOfTheFileAreUsedAndTheEnvironmentGoesFirst(@TempDir Path empty)
            throws IOException {
        Path file =
                Files.writeString(
                        empty.resolve("rempart.yaml"),
                        """
                        database:
                          url: %s
                        challenge:
                          base: 77
                          ceiling: 5000
                        """
                                .formatted(TestDatabase.create().url()));
        try (GatewayProcess gateway =
                GatewayProcess.start(empty, Map.of(), "--config", file.toString())) {
            Client client = gateway.client();
            assertThat(client.get("/petitions/demo/challenge").json().getInteger("maxnumber"))
                    .isBetween(999, 1000);
            sign(client, 1);
            assertThat(empty.resolve("data")).isDirectoryContaining("glob:**/journal");
            assertThat(empty.resolve("data/postgresql")).doesNotExist();
        }
    }

    @Test
    void aStopEndsTheDatabaseTooAndWhatWasSignedIsKept() {
        try (GatewayProcess gateway = start()) {
            sign(gateway.client(), 1);
            sign(gateway.client(), 2);
            ProcessHandle database = gateway.database().orElseThrow();
            gateway.terminate();
            assertThat(gateway.ended().exitCode()).isZero();
            assertThat(gateway.err()).isEmpty();
            assertThat(gateway.databasePidFile()).doesNotExist();
            Eventually.holds(() -> !database.isAlive());
        }
        try (GatewayProcess gateway = start()) {
            Client client = gateway.client();
            assertThat(count(client)).isEqualTo(2);
            assertThat(client.get("/petitions.json").json().getJsonArray("data")).hasSize(1);
            sign(client, 3);
            assertThat(count(client)).isEqualTo(3);
        }
    }

    @Test
    void aDatabaseThatOutlivedItsKilledGatewayIsStoppedAndItsDataKept() {
        ProcessHandle orphan;
        try (GatewayProcess gateway = start()) {
            Client client = gateway.client();
            sign(client, 1);
            orphan = gateway.database().orElseThrow();
            gateway.kill();
            assertThat(orphan.isAlive()).isTrue();

            try (GatewayProcess next = start()) {
                assertThat(count(next.client())).isEqualTo(1);
                assertThat(orphan.isAlive()).isFalse();
                sign(next.client(), 2);
                assertThat(next.err()).isEmpty();
            }
        }
    }

    /// In a container process numbers are few, and the next run gives the same ones to others.
    @Test
    void aDatabaseKilledWithItsGatewayIsRecoveredWhoeverHasItsProcessNumberNow() throws Exception {
        Path sleep = Files.copy(Path.of("/bin/sleep"), folder.resolve("postgres"));
        Process stranger = new ProcessBuilder(sleep.toString(), "120").start();
        try {
            try (GatewayProcess gateway = start()) {
                sign(gateway.client(), 1);
                gateway.killWithDatabase();
                String left = Files.readString(gateway.databasePidFile());
                Files.writeString(
                        gateway.databasePidFile(),
                        left.replaceFirst("\\d+", Long.toString(stranger.pid())));
            }
            try (GatewayProcess gateway = start()) {
                assertThat(count(gateway.client())).isEqualTo(1);
                assertThat(stranger.isAlive()).isTrue();
                sign(gateway.client(), 2);
                gateway.killWithDatabase();
                assertThat(Files.readAllLines(gateway.databasePidFile()).get(SOCKET_FOLDER_LINE))
                        .as("no socket stays in the machine's common folder")
                        .isEmpty();
            }
            try (GatewayProcess gateway = start()) {
                assertThat(count(gateway.client())).isEqualTo(2);
                assertThat(gateway.err()).isEmpty();
            }
        } finally {
            stranger.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStopDuringTheStartLeavesNoDatabaseBehind() {
        try (GatewayProcess gateway = start()) {
            Eventually.holds(() -> gateway.database().isPresent());
            ProcessHandle database = gateway.database().orElseThrow();
            gateway.terminate();
            assertThat(gateway.ended().exitCode()).isZero();
            Eventually.holds(() -> !database.isAlive());
            assertThat(gateway.err()).isEmpty();
        }
    }

    @Test
    void aFirstStartThatWasKilledHalfWayIsBegunAgain() {
        try (GatewayProcess gateway = start()) {
            Eventually.holds(() -> Files.exists(folder.resolve("data/postgresql/postgresql.conf")));
            assertThat(gateway.database()).isEmpty();
        }
        try (GatewayProcess gateway = start()) {
            sign(gateway.client(), 1);
            assertThat(gateway.err()).isEmpty();
        }
    }
}
