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

    @Test
    void aSignatureIsRefusedWithAReasonAndTakenWhenTheDatabaseIsBack() {
        TestDatabase database = TestDatabase.create();
        try (TcpProxy proxy = new TcpProxy(database.port());
                RunningGateway gateway =
                        RunningGateway.on(database.through(proxy), SHORT_DEADLINE)) {
            Client client = gateway.client();
            JsonObject fields = Client.person(1).put("altcha", client.solved("demo"));
            proxy.refuse();
            Answer refused = client.sign("demo", fields);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isIn("storage_unavailable", "overloaded");
            assertThat(Integer.parseInt(refused.header("retry-after"))).isPositive();
            Eventually.holds(() -> client.operatorAsStranger("/health/ready").status() == 503);
            assertThat(client.get("/petitions/demo/count.json").status()).isEqualTo(200);
            assertThat(client.operatorAsStranger("/health/live").status()).isEqualTo(200);

            proxy.forward();
            Eventually.holds(() -> client.sign("demo", fields).status() == 201);
            Eventually.holds(() -> client.operatorAsStranger("/health/ready").status() == 200);
            assertThat(database.number("SELECT count(*) FROM signature")).isEqualTo(1);
        }
    }

    @Test
    void aBatchInDoubtIsAskedAboutUntilTheTruthIsKnown() {
        TestDatabase database = TestDatabase.create();
        try (TcpProxy proxy = new TcpProxy(database.port());
                RunningGateway gateway =
                        RunningGateway.on(database.through(proxy), SHORT_DEADLINE)) {
            Client client = gateway.client();
            client.signAs("demo", 1);
            JsonObject fields = Client.person(2).put("altcha", client.solved("demo"));
            proxy.goSilent();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            Thread.sleep(700);
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                        proxy.forward();
                    });
            assertThat(client.sign("demo", fields).status()).isEqualTo(201);
            assertThat(database.number("SELECT count(*) FROM signature")).isEqualTo(2);
            assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(2);
        }
    }
}
