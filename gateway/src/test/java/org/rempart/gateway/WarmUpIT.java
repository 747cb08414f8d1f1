package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The flood a gateway meets before it opens.
class WarmUpIT {
    private static final TestDatabase DATABASE = TestDatabase.create();

    /// What the flood of a warm-up would move if it were one of the public side's.
    private static final List<String> OF_THE_PUBLIC_SIDE =
            List.of(
                    "rempart_requests_total",
                    "rempart_challenges_total",
                    "rempart_sources",
                    "rempart_connections",
                    "rempart_tarpit_held",
                    "rempart_pressure_load",
                    "rempart_journal_rows");

    /// Prices at which a number drawn at random would often be the solution.
    private static RunningGateway start(String warmUp) {
        return RunningGateway.on(
                DATABASE, Map.of("REMPART_HTTP_WARM_UP", warmUp, "REMPART_CHALLENGE_BASE", "1"));
    }

    private static double metric(Client client, String name) {
        Matcher found =
                Pattern.compile("(?m)^" + name + " (\\S+)$")
                        .matcher(client.operatorAsStranger("/metrics").response().body());
        assertThat(found.find()).as(name).isTrue();
        return Double.parseDouble(found.group(1));
    }

    @Test
    void aGatewayHasMetAFloodBeforeItOpensAndKeepsNothingOfIt() {
        try (RunningGateway gateway = start("2s")) {
            Client client = gateway.client();
            assertThat(metric(client, "rempart_warm_up_requests_total")).isGreaterThan(1_000);
            assertThat(OF_THE_PUBLIC_SIDE)
                    .allSatisfy(name -> assertThat(metric(client, name)).as(name).isZero());
            assertThat(
                            Stream.of("signature", "spent_challenge")
                                    .map(table -> DATABASE.number("SELECT count(*) FROM " + table)))
                    .containsOnly(0L);
            Client.Answer signed = client.signAs("demo", 1);
            assertThat(signed.status()).as(signed.response().body()).isEqualTo(201);
        }
    }

    @Test
    void itCanBeTurnedOff() {
        try (RunningGateway gateway = start("0s")) {
            assertThat(metric(gateway.client(), "rempart_warm_up_requests_total")).isZero();
        }
    }
}
