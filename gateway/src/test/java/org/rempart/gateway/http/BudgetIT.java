package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.util.Map;

/// What a source may ask for.
class BudgetIT {
    @Test
    void aSourceOverItsBudgetIsToldWhenToComeBackAndOthersAreNot() {
        TestDatabase database = TestDatabase.create();
        try (RunningGateway gateway =
                RunningGateway.on(
                        database,
                        Map.of(
                                "REMPART_BUDGET_CHALLENGES", "3/10m burst 3",
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
        }
    }

    @Test
    void aForwardedAddressIsNotBelievedFromAnybody() {
        TestDatabase database = TestDatabase.create();
        try (RunningGateway gateway =
                RunningGateway.on(
                        database,
                        Map.of(
                                "REMPART_BUDGET_CHALLENGES", "1/10m burst 1",
                                "REMPART_SOURCE_LARGER_BUDGETS", ""))) {
            Client client = gateway.client();
            String path = "/petitions/demo/challenge";
            assertThat(client.get(path, "X-Forwarded-For", "192.0.2.1").status()).isEqualTo(200);
            assertThat(client.get(path, "X-Forwarded-For", "192.0.2.2").status()).isEqualTo(429);
        }
    }
}
