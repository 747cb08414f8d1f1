package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TcpProxy;
import org.rempart.gateway.testing.TestDatabase;

import java.util.Map;

/// What the public gets while the database is away, and that the gateway comes back by itself.
class DatabaseAwayIT {
    private static final Map<String, String> SHORT_DEADLINE =
            Map.of("REMPART_STORAGE_BATCH_DEADLINE", "300ms");

    /// Connections are refused at once; nothing is sent, nothing is in doubt.
    @Test
    void signaturesAreAcceptedWhileTheDatabaseIsAwayAndReachItByThemselves() {
        TestDatabase database = TestDatabase.create();
        try (TcpProxy proxy = new TcpProxy(database.port());
                RunningGateway gateway =
                        RunningGateway.on(database.through(proxy), SHORT_DEADLINE)) {
            Client client = gateway.client();
            JsonObject fields = Client.person(1).put("altcha", client.solved("demo"));
            proxy.refuse();
            Answer accepted = client.sign("demo", fields);
            assertThat(accepted.status()).isEqualTo(202);
            assertThat(accepted.json().getString("status")).isEqualTo("accepted");
            assertThat(client.sign("demo", fields).json()).isEqualTo(accepted.json());
            Answer replay = client.sign("demo", fields.copy().put("name", "Somebody Else"));
            assertThat(replay.code()).isEqualTo("challenge_spent");
            Eventually.holds(() -> "degraded".equals(health(client).getString("status")));
            assertThat(health(client).getString("database")).isEqualTo("down");
            assertThat(journalRows(client)).isEqualTo(1);
            assertThat(client.get("/petitions/demo/count.json").status()).isEqualTo(200);

            proxy.forward();
            Eventually.holds(() -> database.number("SELECT count(*) FROM signature") == 1);
            Eventually.holds(() -> "up".equals(health(client).getString("status")));
            Eventually.holds(() -> journalRows(client) == 0);
            Answer recorded = client.sign("demo", fields);
            assertThat(recorded.status()).isEqualTo(201);
            assertThat(recorded.json().getString("receipt"))
                    .isEqualTo(accepted.json().getString("receipt"));
            assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(1);
        }
    }

    /// The batch was sent and nothing comes back: it may have been written, and is found if it was.
    @Test
    void aBatchInDoubtIsKeptAndEndsAsOneRow() {
        TestDatabase database = TestDatabase.create();
        try (TcpProxy proxy = new TcpProxy(database.port());
                RunningGateway gateway =
                        RunningGateway.on(database.through(proxy), SHORT_DEADLINE)) {
            Client client = gateway.client();
            client.signAs("demo", 1);
            JsonObject fields = Client.person(2).put("altcha", client.solved("demo"));
            proxy.goSilent();
            assertThat(client.sign("demo", fields).status()).isEqualTo(202);
            proxy.forward();
            Eventually.holds(() -> journalRows(client) == 0);
            assertThat(database.number("SELECT count(*) FROM signature")).isEqualTo(2);
            assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(2);
        }
    }

    /// During the outage neither gateway can know of the other.
    @Test
    void oneChallengeTakenByTwoGatewaysEndsAsOneRowAndTheOtherLeavesARecord() {
        TestDatabase database = TestDatabase.create();
        try (TcpProxy proxy = new TcpProxy(database.port());
                RunningGateway one = RunningGateway.on(database.through(proxy), SHORT_DEADLINE);
                RunningGateway two = RunningGateway.on(database.through(proxy), SHORT_DEADLINE)) {
            JsonObject fields = Client.person(1).put("altcha", one.client().solved("demo"));
            proxy.refuse();
            assertThat(one.client().sign("demo", fields).status()).isEqualTo(202);
            JsonObject others = fields.copy().mergeIn(Client.person(2));
            assertThat(two.client().sign("demo", others).status()).isEqualTo(202);
            proxy.forward();
            Eventually.holds(() -> journalRows(one.client()) + journalRows(two.client()) == 0);
        }
        assertThat(database.number("SELECT count(*) FROM signature")).isEqualTo(1);
        assertThat(
                        database.number(
                                "SELECT count(*) FROM drain_refusal WHERE reason ="
                                        + " 'challenge_spent'"))
                .isEqualTo(1);
    }

    @Test
    void aFullJournalRefusesAndTakesAgainWhenItHasBeenDrained() {
        TestDatabase database = TestDatabase.create();
        try (TcpProxy proxy = new TcpProxy(database.port());
                RunningGateway gateway =
                        RunningGateway.on(
                                database.through(proxy), Map.of("REMPART_JOURNAL_ROWS_MAX", "2"))) {
            Client client = gateway.client();
            JsonObject fields = Client.person(3).put("altcha", client.solved("demo"));
            proxy.refuse();
            assertThat(client.signAs("demo", 1).status()).isEqualTo(202);
            assertThat(client.signAs("demo", 2).status()).isEqualTo(202);
            Answer refused = client.sign("demo", fields);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("storage_unavailable");
            assertThat(Integer.parseInt(refused.header("retry-after"))).isPositive();
            assertThat(client.operatorAsStranger("/health/ready").status()).isEqualTo(503);
            assertThat(client.operatorAsStranger("/health/live").status()).isEqualTo(200);

            proxy.forward();
            Eventually.holds(() -> client.operatorAsStranger("/health/ready").status() == 200);
            assertThat(client.sign("demo", fields).status()).isEqualTo(201);
            Eventually.holds(() -> database.number("SELECT count(*) FROM signature") == 3);
        }
    }

    private static JsonObject health(Client client) {
        return client.operatorAsStranger("/health/ready").json();
    }

    private static int journalRows(Client client) {
        return client.operator("GET", "/operator/status", "")
                .json()
                .getJsonObject("journal")
                .getInteger("rows");
    }
}
