package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Balancer;
import org.rempart.gateway.testing.Crowd;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.GatewayProcess;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Two gateways behind a load balancer are replaced one after the other while people sign.
class RollingRestartIT {
    private static final int SIGNERS_PER_SECOND = 100;
    private static final int ROUNDS = 2;

    @TempDir private Path folder;

    private final TestDatabase database = TestDatabase.create();

    private GatewayProcess start(String name) throws Exception {
        return GatewayProcess.start(
                        Files.createDirectories(folder.resolve(name)),
                        Map.of(
                                "REMPART_DATABASE_URL", database.url(),
                                "REMPART_HTTP_LAME_DUCK", "1s",
                                "REMPART_SOURCE_LARGER_BUDGETS", "127.0.0.1=500"))
                .open();
    }

    @Test
    void everybodySignsOnceAndMeetsNothingThatThePageDoesNotGetOver() throws Exception {
        GatewayProcess[] gateways = {start("one"), start("two")};
        try (Balancer balancer = new Balancer()) {
            balancer.add(gateways[0]);
            balancer.add(gateways[1]);
            try (Crowd crowd = new Crowd(balancer.url(), SIGNERS_PER_SECOND)) {
                Eventually.holds(() -> crowd.signed() > SIGNERS_PER_SECOND);
                for (int i = 0; i < ROUNDS * gateways.length; i++) {
                    GatewayProcess old = gateways[i % 2];
                    old.terminate();
                    assertThat(old.ended().exitCode()).isZero();
                    assertThat(old.faults()).isEmpty();
                    balancer.remove(old);
                    gateways[i % 2] = start(i % 2 == 0 ? "one" : "two");
                    balancer.add(gateways[i % 2]);
                }
                crowd.end();
                System.out.println(crowd.signed() + " signed; went out again: " + crowd.again());
                assertThat(crowd.failed()).isEmpty();
                Eventually.holds(
                        () -> database.number("SELECT count(*) FROM signature") == crowd.signed());
                assertThat(database.number("SELECT count(DISTINCT email) FROM signature"))
                        .isEqualTo(crowd.signed());
                for (GatewayProcess gateway : gateways) {
                    Eventually.holds(() ->
                            gateway.client()
                                            .get("/petitions/demo/count.json")
                                            .json()
                                            .getInteger("signature_count")
                                    == crowd.signed());
                }
            }
        } finally {
            for (GatewayProcess gateway : gateways) {
                gateway.close();
            }
        }
    }
}
