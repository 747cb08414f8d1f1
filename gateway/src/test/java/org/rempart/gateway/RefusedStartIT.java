package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.gateway.testing.GatewayProcess;
import org.rempart.gateway.testing.GatewayProcess.Ended;
import org.rempart.gateway.testing.TestDatabase;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/// Starts that cannot succeed: each ends by itself with one sentence that says what to change.
class RefusedStartIT {
    private static final int SURROUNDINGS_AT_FAULT = 1;
    private static final int SETTING_AT_FAULT = 2;
    private static final String PASSWORD = "not-for-a-log";

    @TempDir private static Path serverFolder;
    @TempDir private Path folder;

    /// Asks for passwords, which the embedded server of other tests does not.
    private static EmbeddedPostgres server;

    private static TestDatabase database;

    @BeforeAll
    static void start() throws IOException, SQLException {
        Path access =
                Files.writeString(
                        serverFolder.resolve("access.conf"),
                        """
                        host all postgres 127.0.0.1/32 trust
                        host all all      127.0.0.1/32 scram-sha-256
                        """);
        server = EmbeddedPostgres.builder().setServerConfig("hba_file", access.toString()).start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE signer LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE petitions OWNER signer");
        }
        database = new TestDatabase("127.0.0.1", server.getPort(), "signer", PASSWORD, "petitions");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private String refused(int exitCode, Map<String, String> variables, String... arguments) {
        try (GatewayProcess gateway = GatewayProcess.start(folder, variables, arguments)) {
            Ended ended = gateway.ended();
            assertThat(ended.err()).matches("Rempart does not start: [^\n]+[^\n.]\n");
            assertThat(ended.err()).doesNotContain(". ", PASSWORD, "Exception");
            assertThat(ended.out()).isEmpty();
            assertThat(ended.exitCode()).isEqualTo(exitCode);
            return ended.err();
        }
    }

    private String refusedBy(TestDatabase database) {
        return refused(SURROUNDINGS_AT_FAULT, Map.of("REMPART_DATABASE_URL", database.url()));
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Test
    void theTestsDatabaseTakesWhoKnowsThePassword() {
        try (GatewayProcess gateway =
                GatewayProcess.start(folder, Map.of("REMPART_DATABASE_URL", database.url()))) {
            assertThat(gateway.client().signAs("demo", 1).status()).isEqualTo(201);
        }
    }

    @Test
    void aWrongPassword() {
        TestDatabase wrong =
                new TestDatabase(
                        database.host(),
                        database.port(),
                        "signer",
                        PASSWORD + "!",
                        database.name());
        assertThat(refusedBy(wrong))
                .contains("127.0.0.1:" + database.port() + "/petitions", "password");
    }

    @Test
    void aDatabaseThatIsNotThere() {
        TestDatabase absent =
                new TestDatabase(database.host(), database.port(), "signer", PASSWORD, "absent");
        assertThat(refusedBy(absent)).contains("\"absent\" does not exist");
    }

    @Test
    void aDatabaseThatHoldsSomethingElse() {
        TestDatabase others = TestDatabase.create();
        others.run("CREATE TABLE somebody_elses (id int)");
        assertThat(refusedBy(others)).contains("up to date", "non-empty schema");
    }

    @Test
    void nobodyListensForTheDatabase() throws IOException {
        int port;
        try (ServerSocket socket = taken()) {
            port = socket.getLocalPort();
        }
        assertThat(refusedBy(new TestDatabase("127.0.0.1", port, "signer", PASSWORD, "petitions")))
                .contains("127.0.0.1:" + port + "/petitions", "nobody listens");
    }

    @Test
    void aDatabaseHostThatIsUnknown() {
        assertThat(
                        refusedBy(
                                new TestDatabase(
                                        "no-such-host.invalid",
                                        5432,
                                        "signer",
                                        PASSWORD,
                                        "petitions")))
                .contains("no-such-host.invalid:5432/petitions", "no such host");
    }

    @Test
    void aDatabaseThatAcceptsAndSaysNothing() throws IOException {
        try (ServerSocket silent = taken()) {
            String url =
                    "postgresql://signer:%s@127.0.0.1:%d/petitions?sslmode=disable"
                            .formatted(PASSWORD, silent.getLocalPort());
            assertThat(refused(SURROUNDINGS_AT_FAULT, Map.of("REMPART_DATABASE_URL", url)))
                    .contains("no answer in time");
        }
    }

    @ParameterizedTest
    @CsvSource({"REMPART_HTTP_PORT, http.port", "REMPART_OPERATOR_PORT, operator.port"})
    void aPortOfEitherSideThatIsInUse(String variable, String key) throws IOException {
        try (ServerSocket taken = taken()) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(
                            refused(
                                    SURROUNDINGS_AT_FAULT,
                                    Map.of("REMPART_DATABASE_URL", database.url(), variable, port)))
                    .contains(key, "127.0.0.1:" + port, "in use");
        }
    }

    @Test
    void anAddressThatIsNotOfThisMachine() {
        assertThat(
                        refused(
                                SURROUNDINGS_AT_FAULT,
                                Map.of(
                                        "REMPART_DATABASE_URL",
                                        database.url(),
                                        "REMPART_HTTP_HOST",
                                        "192.0.2.1")))
                .contains("http.host", "192.0.2.1");
    }

    @Test
    void anUnknownKeyInTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("rempart.yaml"), "http:\n  prot: 8080\n");
        assertThat(refused(SETTING_AT_FAULT, Map.of(), "--config", file.toString()))
                .contains("http.prot", file.toString());
    }

    @Test
    void aFileThatCannotBeRead() {
        Path file = folder.resolve("absent.yaml");
        assertThat(refused(SETTING_AT_FAULT, Map.of(), "--config", file.toString()))
                .contains(file.toString());
    }

    @Test
    void anUnknownVariable() {
        assertThat(refused(SETTING_AT_FAULT, Map.of("REMPART_HTTP_PROT", "8080")))
                .contains("REMPART_HTTP_PROT");
    }

    @Test
    void aValueOutOfItsRange() {
        assertThat(refused(SETTING_AT_FAULT, Map.of("REMPART_HTTP_PORT", "65536")))
                .contains("http.port", "65535");
    }

    @Test
    void aDatabaseUrlThatIsNoneIsNotRepeated() {
        assertThat(
                        refused(
                                SETTING_AT_FAULT,
                                Map.of("REMPART_DATABASE_URL", "mysql://signer:" + PASSWORD)))
                .contains("database.url");
    }

    @Test
    void aTrustedProxyThatLooksLikeABlockAndIsNone() {
        assertThat(
                        refused(
                                SETTING_AT_FAULT,
                                Map.of("REMPART_SOURCE_TRUSTED_PROXIES", "999.1.1.1/8")))
                .contains("source.trusted-proxies", "999.1.1.1/8");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aBudgetThatIsTooLargeOnceMultiplied() {
        assertThat(refused(SETTING_AT_FAULT, Map.of("REMPART_BUDGET_REQUESTS", "101/s burst 400")))
                .contains("source.larger-budgets", "requests times 100", "10000");
    }

    @Test
    void anAsnDatabaseThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("asn.mmdb"), "AS64500\n");
        assertThat(
                        refused(
                                SETTING_AT_FAULT,
                                Map.of("REMPART_SOURCE_ASN_DATABASE", file.toString())))
                .contains("source.asn-database", "MaxMind");
    }

    @Test
    void aCertificateAndKeyThatAreNotPem() throws IOException {
        Path file = Files.writeString(folder.resolve("not.pem"), "neither of the two\n");
        assertThat(
                        refused(
                                SETTING_AT_FAULT,
                                Map.of(
                                        "REMPART_HTTP_TLS_CERTIFICATE", file.toString(),
                                        "REMPART_HTTP_TLS_KEY", file.toString())))
                .contains("http.tls.certificate", "http.tls.key", "PEM");
    }

    @Test
    void aKeyInTheCertificatesPlace() {
        TlsFiles files = TlsFiles.make(folder);
        assertThat(
                        refused(
                                SETTING_AT_FAULT,
                                Map.of(
                                        "REMPART_HTTP_TLS_CERTIFICATE", files.key().toString(),
                                        "REMPART_HTTP_TLS_KEY", files.certificate().toString())))
                .contains("http.tls.certificate", "http.tls.key", "PEM");
    }

    /// With a database that both may use, the journal is what they cannot share.
    @Test
    void aJournalThatAnotherGatewayHasOpen() {
        Map<String, String> variables = Map.of("REMPART_DATABASE_URL", database.url());
        try (GatewayProcess first = GatewayProcess.start(folder, variables)) {
            first.open();
            assertThat(refused(SURROUNDINGS_AT_FAULT, variables))
                    .contains("journal", "in use by another gateway");
            assertThat(first.client().signAs("demo", 2).status()).isEqualTo(201);
        }
    }

    @Test
    void aDataDirectoryThatIsAFile() throws IOException {
        Files.writeString(folder.resolve("data"), "");
        assertThat(refused(SURROUNDINGS_AT_FAULT, Map.of())).contains("data directory data");
    }
}
