package org.rempart.gateway.price;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.util.Map;

/// A crowd that watches a count is a small matter: 100,000 people whose pages ask every 10 s are
/// 10,000 reads a second.
class ReadPriceIT {
    private static final double READS_PER_SECOND = 10_000;
    private static final double SHARE_OF_A_CORE_MAX = 0.35;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                RunningGateway.on(
                        TestDatabase.create(),
                        Map.of(
                                "REMPART_HTTP_EVENT_LOOPS", "1",
                                "REMPART_SOURCE_LARGER_BUDGETS", "",
                                "REMPART_BUDGET_CONNECTIONS", "10000/s burst 1000000",
                                "REMPART_BUDGET_REQUESTS", "10000/s burst 1000000"));
        for (int i = 0; i < 10; i++) {
            gateway.client().signAs("demo", i);
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Comparison read(String what, String path, String etag) {
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: test\r\nAccept-Language: fr\r\n"
                        + (etag.isEmpty() ? "" : "If-None-Match: " + etag + "\r\n")
                        + "\r\n";
        String body = gateway.client().get(path).response().body();
        try (BareServer bare =
                etag.isEmpty() ? new BareServer(200, body) : new BareServer(304, "")) {
            Comparison comparison = Comparison.of(what, gateway.publicPort(), bare, request);
            double share = comparison.micros() * READS_PER_SECOND / 1e6;
            System.out.printf(
                    "%s: 10,000 reads a second are %.0f %% of a core%n", what, share * 100);
            assertThat(share).isLessThan(SHARE_OF_A_CORE_MAX);
            return comparison;
        }
    }

    @Test
    void aHundredThousandWatchersAreASmallShareOfOneCore() {
        read("count.json, 200", "/petitions/demo/count.json", "");
    }

    @Test
    void watchersWhoHaveTheCountAlreadyCostNoMore() {
        Comparison comparison = read("count.json, 304", "/petitions/demo/count.json", "*");
        assertThat(comparison.answers()).containsOnlyKeys(304);
    }

    @Test
    void aPageCostsLittleMoreThanItsBytes() {
        read("page, 200", "/petitions/demo", "");
    }

    @Test
    void aPetitionAsJsonCostsLittleMoreThanItsBytes() {
        read("petition, 200", "/petitions/demo.json", "");
    }
}
