package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.RawHttp;
import org.rempart.gateway.testing.RawHttp.Reply;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TcpProxy;
import org.rempart.gateway.testing.TestDatabase;

import java.time.Duration;
import java.util.Map;

/// A signature that cannot be taken is refused from its head, and what its client does with the
/// body then harms nobody.
class EarlyRefusalIT {
    private static final String SIGNATURES = "/petitions/demo/signatures";
    private static final String COUNT =
            "GET /petitions/demo/count.json HTTP/1.1\r\nHost: test\r\n\r\n";

    private static TcpProxy proxy;
    private static RunningGateway gateway;

    /// The database is away, and the journal holds the one signature that it may.
    @BeforeAll
    static void start() {
        TestDatabase database = TestDatabase.create();
        proxy = new TcpProxy(database.port());
        gateway =
                RunningGateway.on(database.through(proxy), Map.of("REMPART_JOURNAL_ROWS_MAX", "1"));
        JsonObject fields = Client.person(1).put("altcha", gateway.client().solved("demo"));
        proxy.refuse();
        assertThat(gateway.client().sign("demo", fields).status()).isEqualTo(202);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        proxy.close();
    }

    private static void assertRefused(RawHttp connection) {
        Reply refusal = connection.reply().orElseThrow();
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(new JsonObject(refusal.body()).getString("code"))
                .isEqualTo("storage_unavailable");
        assertThat(refusal.header("Retry-After").map(Integer::parseInt).orElseThrow())
                .isBetween(1, 90);
    }

    /// Long before the time of a body that is read is over.
    private static void assertEndsSoon(RawHttp connection) {
        long begun = System.nanoTime();
        assertThat(connection.reply()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void theBodyIsNotWaitedForAndTheNextRequestOnTheConnectionIsAnswered() {
        try (RawHttp connection = new RawHttp(gateway.publicPort())) {
            connection.send(RawHttp.head(SIGNATURES, 40));
            assertRefused(connection);
            connection.send("{".repeat(40));
            connection.send(COUNT);
            assertThat(connection.reply().orElseThrow().status()).isEqualTo(200);
        }
    }

    @Test
    void aRefusedRequestWithItsBodyLeavesTheConnectionAsItWas() {
        try (RawHttp connection = new RawHttp(gateway.publicPort())) {
            for (int i = 0; i < 3; i++) {
                connection.send(RawHttp.post(SIGNATURES, "{}"));
            }
            connection.send(COUNT);
            for (int i = 0; i < 3; i++) {
                assertRefused(connection);
            }
            assertThat(connection.reply().orElseThrow().status()).isEqualTo(200);
        }
    }

    /// Nobody reads on for what would be refused in any case.
    @Test
    void aBodyThatIsTooLargeEndsTheConnection() {
        try (RawHttp connection = new RawHttp(gateway.publicPort())) {
            connection.send(RawHttp.head(SIGNATURES, 100_000_000));
            assertRefused(connection);
            assertEndsSoon(connection);
        }
    }

    @Test
    void aBodyOfUnknownLengthEndsTheConnection() {
        try (RawHttp connection = new RawHttp(gateway.publicPort())) {
            connection.send(
                    "POST "
                            + SIGNATURES
                            + " HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "1\r\n{\r\n");
            assertRefused(connection);
            assertEndsSoon(connection);
        }
    }
}
