package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.GatewayProcess;
import org.rempart.gateway.testing.Signers;
import org.rempart.gateway.testing.TcpProxy;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A journal outlives its gateway: what was promised in one life reaches the database in another,
/// once, however the lives between them end.
class JournalLivesIT {
    private static final int PEOPLE = 400;
    private static final int AT_ONCE = 8;

    /// A row of the drain takes so long that it can be met at work.
    private static final String SLOWLY =
            """
            CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN PERFORM pg_sleep(0.005); RETURN NEW; END';
            CREATE TRIGGER take_time BEFORE INSERT ON signature
            FOR EACH ROW EXECUTE FUNCTION take_time()
            """;

    @TempDir private Path folder;

    private final TestDatabase database = TestDatabase.create();

    private GatewayProcess live(TcpProxy proxy) {
        return GatewayProcess.start(
                folder,
                Map.of(
                        "REMPART_DATABASE_URL",
                        database.through(proxy).url(),
                        "REMPART_INTAKE_BATCH_ROWS_MAX",
                        "20"));
    }

    private long rows() {
        return database.number("SELECT count(*) FROM signature");
    }

    private static int journalRows(Client client) {
        return client.operator("GET", "/operator/status", "")
                .json()
                .getJsonObject("journal")
                .getInteger("rows");
    }

    /// Every acknowledged signature is there once, and the count is the rows.
    private void assertKept(Signers signers) {
        assertThat(rows()).isGreaterThanOrEqualTo(signers.acknowledged().size());
        assertThat(database.number("SELECT count(DISTINCT email) FROM signature"))
                .isEqualTo(rows());
        assertThat(
                        database.number(
                                "SELECT count(*) FROM signature WHERE email = ANY ('{"
                                        + String.join(",", signers.acknowledged().keySet())
                                        + "}')"))
                .isEqualTo(signers.acknowledged().size());
        assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(rows());
    }

    @Test
    void whatWasPromisedIsKeptThroughKillsAndStops() {
        try (TcpProxy proxy = new TcpProxy(database.port())) {
            Signers signers;
            try (GatewayProcess first = live(proxy)) {
                signers = new Signers(first.client());
                List<JsonObject> prepared = signers.prepared(PEOPLE);
                proxy.refuse();
                signers.post(prepared, AT_ONCE);
                Eventually.holds(() -> signers.acknowledged().size() > PEOPLE * 3 / 4);
                first.kill();
            }
            assertThat(signers.acknowledged().values())
                    .extracting(Answer::status)
                    .containsOnly(202);
            assertThat(rows()).isZero();

            database.run(SLOWLY);
            proxy.forward();
            try (GatewayProcess second = live(proxy)) {
                Eventually.holds(() -> rows() > 0);
                second.terminate();
                assertThat(second.ended().exitCode()).isZero();
                assertThat(second.err()).doesNotContain("WARN");
                assertThat(second.faults()).isEmpty();
                assertThat(folder.resolve("data/journal/journal.db-wal")).doesNotExist();
            }
            long before = rows();
            assertThat(before).isLessThan(PEOPLE / 2);
            try (GatewayProcess third = live(proxy)) {
                Eventually.holds(() -> rows() > before);
                third.kill();
            }
            assertThat(rows()).isLessThan(PEOPLE * 3 / 4);
            try (GatewayProcess last = live(proxy)) {
                Client client = last.client();
                Map.Entry<String, Answer> one = signers.acknowledged().entrySet().iterator().next();
                Answer retry = client.sign("demo", signers.sent(one.getKey()));
                assertThat(retry.status()).isIn(201, 202);
                assertThat(retry.json().getString("receipt"))
                        .isEqualTo(one.getValue().json().getString("receipt"));
                Eventually.holds(() -> journalRows(client) == 0);
                assertThat(client.sign("demo", signers.sent(one.getKey())).status()).isEqualTo(201);
            }
            assertKept(signers);
        }
    }

    @Test
    void aStopWhileTheJournalIsWrittenAnswersWhatItKeepsAndKeepsNothingElse() throws Exception {
        try (TcpProxy proxy = new TcpProxy(database.port())) {
            Signers signers;
            try (GatewayProcess first = live(proxy)) {
                signers = new Signers(first.client());
                List<JsonObject> prepared = signers.prepared(PEOPLE);
                proxy.refuse();
                signers.post(prepared, AT_ONCE);
                Eventually.holds(() -> signers.acknowledged().size() > PEOPLE / 4);
                first.terminate();
                assertThat(first.ended().exitCode()).isZero();
                assertThat(first.faults()).isEmpty();
                signers.await();
            }
            assertThat(signers.acknowledged()).hasSizeLessThan(PEOPLE);
            assertThat(folder.resolve("data/journal/journal.db-wal")).doesNotExist();

            proxy.forward();
            try (GatewayProcess last = live(proxy)) {
                Client client = last.client();
                Eventually.holds(() -> journalRows(client) == 0);
            }
            assertThat(rows()).isEqualTo(signers.acknowledged().size());
            assertKept(signers);
        }
    }
}
