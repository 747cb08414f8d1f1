package org.rempart.loadtests.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.Http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// Looks at what a gateway says of itself, which may be nothing: it may be dead, or paused. Calls
/// block for a second at most.
public final class OperatorView implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

    /// Metrics are the longest, and less than a tenth of it.
    private static final long ANSWER_BYTES_MAX = 1L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = Http.client(ANSWER_MAX).build();
    private final Target target;

    public OperatorView(Target target) {
        this.target = target;
    }

    /// `/health/ready`.
    ///
    /// @param status 200: would take a signature
    /// @param database `up` or `down`
    public record Health(int status, String database) {}

    /// `/operator/status`.
    ///
    /// @param queueRows signatures that wait for the database
    /// @param journalRows signatures in the journal
    public record Backlog(long queueRows, long journalRows) {
        /// Whether everything has reached the database.
        public boolean empty() {
            return queueRows == 0 && journalRows == 0;
        }
    }

    /// How hard it is pressed, from `/operator/status`.
    ///
    /// @param level `calm`, `busy`, `attack` or `severe`
    /// @param reason why, in its own words
    /// @param queueRows signatures that wait for the database
    public record Strain(String level, String reason, long queueRows) {
        /// It does not say.
        public static final Strain UNKNOWN = new Strain("", "", 0);

        /// In a few words.
        public String said() {
            return level.isEmpty() ? "nothing" : level + ", " + reason;
        }
    }

    /// Whether it would take a signature, and why; empty when it does not say.
    public Optional<Health> health() throws InterruptedException {
        return get("/health/ready", ANSWER_MAX)
                .flatMap(answer ->
                        json(answer)
                                .map(node ->
                                        new Health(
                                                answer.statusCode(),
                                                node.path("database").asText())));
    }

    /// What a challenge asks for when nothing presses the gateway, tries at most; empty when it
    /// does not say.
    public OptionalDouble calmPrice() throws InterruptedException {
        Optional<JsonNode> price = status().map(node -> node.path("price"));
        double most = price.map(node -> node.path("tries_max").asDouble()).orElse(0.0);
        double factor = price.map(node -> node.path("pressure_factor").asDouble()).orElse(0.0);
        return most > 0 && factor > 0 ? OptionalDouble.of(most / factor) : OptionalDouble.empty();
    }

    /// What has not reached the database yet; empty when it does not say.
    public Optional<Backlog> backlog() throws InterruptedException {
        return status().map(node ->
                new Backlog(
                        node.path("queue").path("rows").asLong(-1),
                        node.path("journal").path("rows").asLong(-1)));
    }

    /// How hard it is pressed; empty when it does not say.
    public Optional<Strain> strain() throws InterruptedException {
        return status().map(node ->
                new Strain(
                        node.path("pressure").path("level").asText(),
                        node.path("pressure").path("reason").asText(),
                        node.path("queue").path("rows").asLong()));
    }

    /// `/operator/status` as it is; empty when it does not say.
    Optional<JsonNode> status() throws InterruptedException {
        return get("/operator/status", ANSWER_MAX)
                .filter(answer -> answer.statusCode() == 200)
                .flatMap(OperatorView::json);
    }

    /// Its metrics; empty when it does not say.
    ///
    /// @param longest how long to wait for them, a second at most
    public Optional<MetricsPage> metrics(Duration longest) throws InterruptedException {
        return get("/metrics", longest)
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> MetricsPage.parse(answer.body()));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private Optional<HttpResponse<String>> get(String path, Duration longest)
            throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(target.operatorSide() + path))
                        .header("Authorization", "Bearer " + target.operatorToken().value())
                        .timeout(longest)
                        .build();
        try {
            return Optional.of(
                    http.send(
                            request,
                            BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> json(HttpResponse<String> answer) {
        try {
            return Optional.of(JSON.readTree(answer.body()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
