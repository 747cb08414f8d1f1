package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/// What readers of the count get while it cannot be read from the database.
class CountWhileAwayIT {
    private static final int READS = 40;

    /// Half of what they would wait for a count that does not come.
    private static final Duration READS_MAX = Duration.ofMillis(250 * READS / 2);

    @Test
    void readersGetTheLastKnownCountAtOnceAndLearnOfWhenItIs() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (RunningGateway gateway = RunningGateway.on(database)) {
            Client client = gateway.client();
            client.signAs("demo", 1);
            Answer known = client.get("/petitions/demo/count.json");
            assertThat(known.json().getInteger("signature_count")).isEqualTo(1);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE tally IN ACCESS EXCLUSIVE MODE");
                database.run(
                        "SELECT pg_notify('rempart', 'counts ' || id) FROM petition"
                                + " WHERE slug = 'demo'");
                Eventually.holds(() -> waiting(database) > 0);
                long start = System.nanoTime();
                for (int i = 0; i < READS; i++) {
                    assertThat(client.get("/petitions/demo/count.json").json())
                            .isEqualTo(known.json());
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(READS_MAX);
                connection.rollback();
            }
            Instant before = Instant.parse(known.json().getString("as_of"));
            Eventually.holds(() -> asOf(client).isAfter(before));
            for (int i = 2; i < 10; i++) {
                client.signAs("demo", i);
                assertThat(
                                client.get("/petitions/demo/count.json")
                                        .json()
                                        .getInteger("signature_count"))
                        .isEqualTo(i);
            }
        }
    }

    private static long waiting(TestDatabase database) {
        return database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname ="
                        + " current_database()");
    }

    private static Instant asOf(Client client) {
        return Instant.parse(client.get("/petitions/demo/count.json").json().getString("as_of"));
    }
}
