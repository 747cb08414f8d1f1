package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Crowd;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.GatewayProcess;
import org.rempart.gateway.testing.OwnPostgres;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;

/// A PostgreSQL that is stopped like a debugged process (SIGSTOP) while people sign, and goes on
/// later.
class HungDatabaseIT {
    private static final int SIGNERS_PER_SECOND = 33;
    private static final Duration HANG = Duration.ofSeconds(8);

    @TempDir private Path folder;

    private static String health(Client client) {
        return client.operatorAsStranger("/health/ready").json().getString("status");
    }

    @Test
    void everybodyIsAnsweredAndEverythingIsRecordedAfterwards() throws Exception {
        try (OwnPostgres postgres = new OwnPostgres(folder)) {
            TestDatabase database = postgres.database("petitions");
            try (GatewayProcess gateway =
                            GatewayProcess.start(
                                    folder,
                                    Map.of(
                                            "REMPART_DATABASE_URL",
                                            database.url(),
                                            "REMPART_SOURCE_LARGER_BUDGETS",
                                            "127.0.0.1=500"));
                    Crowd crowd =
                            new Crowd(
                                    "http://127.0.0.1:" + gateway.publicPort(),
                                    SIGNERS_PER_SECOND)) {
                Client client = gateway.client();
                Eventually.holds(() -> crowd.signed() > SIGNERS_PER_SECOND);
                try (OwnPostgres.Hang _ = postgres.hang()) {
                    long start = System.nanoTime();
                    Eventually.holds(() -> "degraded".equals(health(client)));
                    Duration told = Duration.ofNanos(System.nanoTime() - start);
                    System.out.println("the health says so after " + told.toMillis() + " ms");
                    Thread.sleep(HANG.minus(told).toMillis());
                }
                Eventually.holds(() -> "up".equals(health(client)));
                crowd.end();
                System.out.printf(
                        "%d signed; went out again: %s; p50 %d ms, p99 %d ms%n",
                        crowd.signed(), crowd.again(), crowd.withinMs(0.5), crowd.withinMs(0.99));
                assertThat(crowd.failed()).isEmpty();
                assertThat(crowd.again()).isEmpty();
                assertThat(new HashSet<>(crowd.answers().values())).containsExactly(201, 202);
                Eventually.holds(
                        () -> database.number("SELECT count(*) FROM signature") == crowd.signed());
                assertThat(database.number("SELECT sum(counted) FROM tally"))
                        .isEqualTo(crowd.signed());
                assertThat(gateway.faults()).isEmpty();
            }
        }
    }
}
