package org.rempart.loadtests.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.Http;
import org.rempart.loadtests.verdict.CountLog;
import org.rempart.loadtests.verdict.Row;
import org.rempart.loadtests.verdict.WatchFigures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Optional;

/// Watches a petition's count at one gateway as the public does, all through a run: reads it with
/// and without its breakdown once a second, and follows its event stream. A gateway that does not
/// answer is asked again, and never stops the run.
public final class CountWatcher implements AutoCloseable {
    /// Requests a second, those of a stream that has to be opened again among them.
    public static final int RATE = 5;

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private static final Duration OPEN_AGAIN_AFTER = Duration.ofMillis(500);

    /// 250 countries, about 70 bytes each, and the petition's own text.
    private static final long ANSWER_BYTES_MAX = 1L << 20;

    /// An event is about 80 characters.
    private static final int LINE_CHARS_MAX = 1_024;

    private static final Duration END_MAX = Duration.ofSeconds(3);

    private static final String DATA = "data:";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CountLog log = new CountLog();
    private final String page;
    private final long intervalNanos;
    private final long startNanos = System.nanoTime();
    private final HttpClient http = Http.client(ANSWER_MAX).build();
    private final Thread reader;
    private final Thread follower;

    private CountWatcher(Target target, RehearsalPetition petition, Duration interval) {
        this.page = target.publicSide() + "/petitions/" + petition.slug();
        this.intervalNanos = interval.toNanos();
        this.reader = Thread.ofVirtual().name("count-reader").unstarted(this::read);
        this.follower = Thread.ofVirtual().name("count-follower").unstarted(this::follow);
    }

    /// Starts watching.
    public static CountWatcher start(Target target, RehearsalPetition petition) {
        return start(target, petition, INTERVAL);
    }

    static CountWatcher start(Target target, RehearsalPetition petition, Duration interval) {
        CountWatcher watcher = new CountWatcher(target, petition, interval);
        watcher.reader.start();
        watcher.follower.start();
        return watcher;
    }

    /// Whether what was read last and what the stream told last are that count.
    public boolean endsAt(long counted) {
        return log.endsAt(counted);
    }

    /// What was seen so far, held against the rows there are in the end.
    public WatchFigures figures(Collection<Row> rows) {
        return log.figures(rows);
    }

    /// Watches no more. What was seen stays.
    @Override
    public void close() {
        reader.interrupt();
        follower.interrupt();
        http.shutdownNow();
        try {
            reader.join(END_MAX);
            follower.join(END_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }

    private void read() {
        try {
            while (true) {
                json("/count.json").ifPresent(answer -> count(answer, log::read));
                json(".json").ifPresent(this::document);
                long elapsed = System.nanoTime() - startNanos;
                Thread.sleep(Duration.ofNanos(intervalNanos - elapsed % intervalNanos));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void follow() {
        try {
            while (true) {
                try {
                    followOne();
                } catch (IOException e) {
                    // gone, as a killed gateway is; the next one says what happened since
                }
                Thread.sleep(OPEN_AGAIN_AFTER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// Reads one stream to its end (WHATWG HTML, 9.2.6, as far as events of one line need it).
    private void followOne() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                http.send(request("/count/events"), BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                return;
            }
            StringBuilder line = new StringBuilder();
            for (int next = lines.read(); next >= 0; next = lines.read()) {
                if (next == '\n') {
                    event(line.toString());
                    line.setLength(0);
                } else if (line.length() == LINE_CHARS_MAX) {
                    throw new IOException("a line of an event stream that does not end");
                } else {
                    line.append((char) next);
                }
            }
        }
    }

    private void event(String line) {
        if (line.startsWith(DATA)) {
            parse(line.substring(DATA.length())).ifPresent(event -> count(event, log::event));
        }
    }

    /// Where a count goes.
    private interface Sink {
        void take(Instant asOf, long count);
    }

    private static void count(JsonNode node, Sink sink) {
        JsonNode count = node.path("signature_count");
        try {
            Instant asOf = Instant.parse(node.path("as_of").asText());
            if (count.isIntegralNumber()) {
                sink.take(asOf, count.longValue());
            }
        } catch (DateTimeParseException e) {
            // a count of no moment is none, and a run without any is not valid
        }
    }

    private void document(JsonNode document) {
        JsonNode attributes = document.path("data").path("attributes");
        JsonNode count = attributes.path("signature_count");
        if (count.isIntegralNumber()) {
            long ofCountries = 0;
            for (JsonNode country : attributes.path("signatures_by_country")) {
                ofCountries += country.path("signature_count").asLong();
            }
            log.document(count.longValue(), ofCountries);
        }
    }

    private Optional<JsonNode> json(String suffix) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    http.send(
                            request(suffix),
                            BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
            return answer.statusCode() == 200 ? parse(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpRequest request(String suffix) {
        return HttpRequest.newBuilder(URI.create(page + suffix)).timeout(ANSWER_MAX).build();
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
