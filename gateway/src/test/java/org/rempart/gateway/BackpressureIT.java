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
import org.rempart.gateway.testing.TestDatabase;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

/// A database that is slower than the crowd: what it cannot take in time is refused at the door,
/// the price rises, and no more is held than the settings say.
class BackpressureIT {
    private static final int QUEUE_ROWS_MAX = 50;
    private static final int AT_ONCE = 100;
    private static final int REFUSALS = 200;

    /// Small, and large enough for a price in fine steps.
    private static final long BASE = 100;

    private static final String SLOWLY =
            """
            CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN PERFORM pg_sleep(0.02); RETURN NEW; END';
            CREATE TRIGGER take_time BEFORE INSERT ON signature
            FOR EACH ROW EXECUTE FUNCTION take_time()
            """;

    @TempDir private Path folder;

    private static JsonObject status(Client client) {
        return client.operator("GET", "/operator/status", "").json();
    }

    private static int journalRows(Client client) {
        return status(client).getJsonObject("journal").getInteger("rows");
    }

    @Test
    void aSlowDatabaseRaisesThePriceAndNotTheHeap() throws Exception {
        TestDatabase database = TestDatabase.create();
        Map<String, String> variables =
                Map.of(
                        "REMPART_DATABASE_URL", database.url(),
                        "REMPART_CHALLENGE_BASE", String.valueOf(BASE),
                        "REMPART_HTTP_EVENT_LOOPS", "1",
                        "REMPART_INTAKE_QUEUE_ROWS_MAX", String.valueOf(QUEUE_ROWS_MAX),
                        "REMPART_INTAKE_BATCH_ROWS_MAX", "20",
                        "REMPART_INTAKE_DEADLINE", "1s",
                        "REMPART_JOURNAL_ROWS_MAX", "100",
                        "REMPART_SOURCE_LARGER_BUDGETS", "127.0.0.1=500");
        try (GatewayProcess gateway = GatewayProcess.start(folder, variables)) {
            Client client = gateway.client();
            database.run(SLOWLY);
            Signers signers = new Signers(client);
            signers.come(AT_ONCE, _ -> false);
            int rowsMax = 0;
            TreeSet<String> levels = new TreeSet<>();
            TreeSet<String> reasons = new TreeSet<>();
            TreeSet<Long> prices = new TreeSet<>();
            while (signers.refusals().size() < REFUSALS || prices.size() < 2) {
                JsonObject status = status(client);
                rowsMax = Math.max(rowsMax, status.getJsonObject("queue").getInteger("rows"));
                levels.add(status.getJsonObject("pressure").getString("level"));
                reasons.add(status.getJsonObject("pressure").getString("reason"));
                prices.add(status.getJsonObject("price").getLong("tries_max"));
                Thread.sleep(10);
            }
            signers.end();
            long heap = heapBytes(client);
            System.out.printf(
                    "%d taken, %d refused; queue up to %d rows; %s; %s; heap %d MiB%n",
                    signers.acknowledged().size(),
                    signers.refusals().size(),
                    rowsMax,
                    levels,
                    prices,
                    heap >> 20);
            assertThat(signers.unanswered()).isZero();
            assertThat(signers.acknowledged().values())
                    .extracting(Answer::status)
                    .isSubsetOf(201, 202);
            assertThat(signers.refusals())
                    .allSatisfy(refusal -> {
                        assertThat(refusal.status()).isEqualTo(503);
                        assertThat(refusal.code()).isIn("overloaded", "storage_unavailable");
                        assertThat(Integer.parseInt(refusal.header("retry-after")))
                                .isBetween(1, 90);
                    });
            assertThat(
                            signers.refusals().stream()
                                    .map(refusal -> refusal.header("retry-after"))
                                    .distinct())
                    .hasSizeGreaterThan(1);
            assertThat(rowsMax).isBetween(2, QUEUE_ROWS_MAX);
            assertThat(levels).containsAnyOf("busy", "attack", "severe");
            assertThat(prices.getLast()).isGreaterThan(BASE);
            assertThat(reasons).anyMatch(reason -> reason.startsWith("a signature would wait"));
            database.run("DROP TRIGGER take_time ON signature");
            Eventually.holds(() ->
                    journalRows(client) == 0
                            && "calm"
                                    .equals(
                                            status(client)
                                                    .getJsonObject("pressure")
                                                    .getString("level")));
            assertThat(database.number("SELECT count(*) FROM signature"))
                    .isEqualTo(signers.acknowledged().size());
            assertThat(gateway.faults()).isEmpty();
        }
    }

    private static long heapBytes(Client client) {
        return (long)
                client.operatorAsStranger("/metrics")
                        .response()
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                        .mapToDouble(line ->
                                Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
    }
}
