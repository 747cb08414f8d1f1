package org.rempart.gateway.price;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.util.Map;

/// A source that has used up its budget, and is known not to wait, is refused from the head of its
/// requests, for little more than the framework's own price of an empty 403.
class RefusalPriceIT {
    private static final double RATIO_MAX = 1.5;
    private static final double BYTES_MAX = 2_048;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                RunningGateway.on(
                        TestDatabase.create(),
                        Map.of(
                                "REMPART_HTTP_EVENT_LOOPS", "1",
                                "REMPART_HTTP_TARPIT_MAX", "0",
                                "REMPART_SOURCE_LARGER_BUDGETS", "",
                                "REMPART_BUDGET_REQUESTS", "1/10m burst 1"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aSourceOverItsBudgetCostsLittleMoreThanTheFrameworksOwnRefusal() {
        String request =
                "POST /petitions/demo/signatures HTTP/1.1\r\nHost: test\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        gateway.client().get("/petitions/demo/challenge");
        try (BareServer bare = new BareServer(403, "")) {
            Comparison comparison = Comparison.of("refusal", gateway.publicPort(), bare, request);
            assertThat(comparison.answers()).containsOnlyKeys(429);
            assertThat(comparison.bytes()).isLessThan(BYTES_MAX);
            assertThat(comparison.ratio()).isLessThan(RATIO_MAX);
        }
    }
}
