package org.rempart.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.source.NetworkDatabase;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;
import org.rempart.gateway.testing.TestFolder;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Who floods is told to the operator by network and owner, and nobody by his address.
class PressingNetworksIT {
    private static final String FORGER = "203.0.113.77";

    /// What the line a second says.
    private static final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();
        final Logger logger = (Logger) LoggerFactory.getLogger(AttackLog.class);

        Lines() {
            start();
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        @Override
        public void close() {
            logger.detachAppender(this);
            stop();
        }
    }

    @Test
    void theNetworkThatIsRefusedMostIsNamedInTheStatusAndInTheLog() throws IOException {
        try (TestFolder folder = TestFolder.create();
                Lines log = new Lines();
                RunningGateway gateway =
                        RunningGateway.on(
                                TestDatabase.create(),
                                Map.of(
                                        "REMPART_SOURCE_TRUSTED_PROXIES", "127.0.0.1",
                                        "REMPART_SOURCE_ASN_DATABASE", owners(folder),
                                        "REMPART_HTTP_TARPIT_MAX", "0",
                                        "REMPART_BUDGET_REQUESTS", "1/10m burst 1"))) {
            Client client = gateway.client();
            assertThat(status(client).getJsonArray("networks")).isEmpty();
            Eventually.holds(() -> {
                for (int i = 0; i < 200; i++) {
                    client.get("/robots.txt", "X-Forwarded-For", FORGER);
                }
                return log.lines.stream()
                        .anyMatch(line ->
                                line.contains("most of 203.0.113.0/24 (AS64500 Example); "));
            });
            JsonObject most = status(client).getJsonArray("networks").getJsonObject(0);
            assertThat(most.getString("network")).isEqualTo("203.0.113.0/24");
            assertThat(most.getString("as")).isEqualTo("AS64500 Example");
            assertThat(most.getDouble("refused_per_second")).isGreaterThan(10);
            assertThat(log.lines).noneMatch(line -> line.contains(FORGER));
            assertThat(status(client).encode()).doesNotContain(FORGER);
        }
    }

    private static String owners(TestFolder folder) throws IOException {
        Path file = folder.path().resolve("owners.mmdb");
        Files.write(file, new NetworkDatabase().with("203.0.113.0/24", 64_500, "Example").bytes());
        return file.toString();
    }

    private static JsonObject status(Client client) {
        return client.operator("GET", "/operator/status", "").json();
    }
}
