package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// What a source may ask for, and what time takes away.
class BudgetAndExpiryIT {
    @Test
    void aSourceOverItsBudgetIsToldWhenToComeBackAndOthersAreNot() {
        TestDatabase database = TestDatabase.create();
        try (RunningGateway gateway =
                RunningGateway.on(
                        database,
                        Map.of(
                                "REMPART_SOURCE_REQUESTS_PER_SECOND", "1",
                                "REMPART_SOURCE_REQUESTS_BURST", "3",
                                "REMPART_SOURCE_TRUSTED_PROXIES", "127.0.0.1"))) {
            Client client = gateway.client();
            String path = "/petitions/demo/challenge";
            for (int i = 0; i < 3; i++) {
                assertThat(client.get(path, "X-Forwarded-For", "192.0.2.1").status())
                        .isEqualTo(200);
            }
            Answer refused = client.get(path, "X-Forwarded-For", "192.0.2.1");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("source_over_budget");
            assertThat(Integer.parseInt(refused.header("retry-after"))).isPositive();
            assertThat(refused.header("access-control-expose-headers"))
                    .isEqualToIgnoringCase("retry-after");
            assertThat(client.get(path, "X-Forwarded-For", "192.0.2.2").status()).isEqualTo(200);
            assertThat(
                            client.post(
                                            "/petitions/demo/signatures",
                                            "application/json",
                                            "{}",
                                            "X-Forwarded-For",
                                            "192.0.2.1")
                                    .status())
                    .isEqualTo(429);
        }
    }

    @Test
    void aForwardedAddressIsNotBelievedFromAnybody() {
        TestDatabase database = TestDatabase.create();
        try (RunningGateway gateway =
                RunningGateway.on(
                        database,
                        Map.of(
                                "REMPART_SOURCE_REQUESTS_PER_SECOND", "1",
                                "REMPART_SOURCE_REQUESTS_BURST", "1"))) {
            Client client = gateway.client();
            String path = "/petitions/demo/challenge";
            assertThat(client.get(path, "X-Forwarded-For", "192.0.2.1").status()).isEqualTo(200);
            assertThat(client.get(path, "X-Forwarded-For", "192.0.2.2").status()).isEqualTo(429);
        }
    }

    @Test
    void aChallengeIsGoodUntilItExpires() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        InstantSource clock = now::get;
        TestDatabase database = TestDatabase.create();
        try (RunningGateway gateway = RunningGateway.on(database, Map.of(), clock)) {
            Client client = gateway.client();
            String altcha = client.solved("demo");
            String late = client.solved("demo");
            now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(599)));
            assertThat(client.sign("demo", Client.person(1).put("altcha", altcha)).status())
                    .isEqualTo(201);
            now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(2)));
            Answer answer = client.sign("demo", Client.person(2).put("altcha", late));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("challenge_expired");
        }
    }
}
