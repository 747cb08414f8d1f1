package org.rempart.loadtests.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.rempart.loadtests.machine.Http;
import org.rempart.loadtests.verdict.Published;
import org.rempart.loadtests.verdict.Row;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Asks the gateway what a rehearsal has to know, by its public and operator contract. Redirects
/// are not followed: what answers from elsewhere has consented to nothing.
///
/// Calls block; not for an event loop. A call that the gateway does not answer as agreed is an
/// [IOException] whose message says so. What changes nothing is asked for once more when the
/// connection ends without an answer, as one does that a gateway under attack has no room for.
public final class GatewayClient implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /// The JDK's client asks once more at once when a connection ends; for whatever ended that one
    /// too, a moment later.
    private static final Duration AGAIN_AFTER = Duration.ofMillis(500);

    /// The operator side's own limit for one page.
    private static final int ROWS_A_PAGE = 10_000;

    /// Two million rows, as many as a ledger holds.
    private static final int PAGES_MAX = 200;

    /// A page of rows is about 1.2 MB.
    private static final long ANSWER_BYTES_MAX = 16L << 20;

    private static final int NONCE_BYTES = 16;

    /// Over a budget; a gateway, or a proxy before it, that has too much to do.
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

    /// A call removes tens of thousands of signatures, and a ledger holds two million.
    private static final int REMOVALS_MAX = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Target target;
    private final Clock clock;
    private final RandomGenerator random;
    private final HttpClient http = Http.client(ANSWER_MAX).build();

    /// @param random where the nonces come from
    public GatewayClient(Target target, Clock clock, RandomGenerator random) {
        this.target = target;
        this.clock = clock;
        this.random = random;
    }

    /// Asks for consent to a run. The only request that is sent without it.
    ///
    /// @param rate requests a second the run may reach
    /// @param longest how long the run may send
    public Consent consent(int rate, Duration longest) throws IOException, InterruptedException {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(publicUri("/rehearsal/consent?nonce=" + nonce)));
        if (BUSY.contains(answer.statusCode())) {
            return new Consent.Busy(answer.statusCode());
        }
        if (answer.statusCode() != 200) {
            return new Consent.Refused(
                    "the gateway does not consent to a rehearsal (status %d; rehearsal.token not set?)"
                            .formatted(answer.statusCode()));
        }
        return new ConsentCheck(target.rehearsalToken(), rate, longest)
                .decide(json(answer), nonce, clock.instant());
    }

    /// Makes an open petition for a rehearsal, in the gateway the consent came from.
    public void createPetition(RehearsalPetition petition)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("slug", petition.slug());
        body.put("action", "Rehearsal: hold the count");
        body.put("background", "A petition made for one rehearsal. Nobody signs it.");
        body.put("goal", 100_000);
        body.putNull("opens_at");
        body.putNull("closes_at");
        expect(
                201,
                send(
                        authorized("/operator/petitions")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.toString()))));
    }

    /// Removes a rehearsal's petition with all its signatures.
    public void removePetition(RehearsalPetition petition)
            throws IOException, InterruptedException {
        for (int call = 0; call < REMOVALS_MAX; call++) {
            HttpResponse<String> answer =
                    send(authorized("/operator/petitions/" + petition.slug()).DELETE());
            if (answer.statusCode() == 404) {
                return; // it never was made, or has gone meanwhile
            }
            if (expect(200, answer).path("remaining").asLong() == 0) {
                return;
            }
        }
        throw new IOException("the gateway's removal of a petition does not end");
    }

    /// Every row of a petition, in the gateway's order.
    public List<Row> rows(RehearsalPetition petition) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        String path =
                "/operator/petitions/%s/signatures?limit=%d"
                        .formatted(petition.slug(), ROWS_A_PAGE);
        String next = "";
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode answer = expect(200, send(authorized(path + next)));
            for (JsonNode row : answer.path("signatures")) {
                rows.add(
                        new Row(
                                row.path("receipt").asText(),
                                row.path("state").asText(),
                                row.path("country").asText(),
                                moment(row.path("recorded_at"))));
            }
            JsonNode cursor = answer.path("next");
            if (!cursor.isTextual()) {
                return rows;
            }
            next = "&after=" + URLEncoder.encode(cursor.textValue(), StandardCharsets.UTF_8);
        }
        throw new IOException("the gateway's list of rows does not end");
    }

    /// What the public sees of a petition now.
    public Published published(RehearsalPetition petition)
            throws IOException, InterruptedException {
        String page = "/petitions/" + petition.slug();
        JsonNode count = get(page + "/count.json");
        JsonNode attributes = get(page + ".json").path("data").path("attributes");
        Map<String, Long> byCountry = new HashMap<>();
        for (JsonNode country : attributes.path("signatures_by_country")) {
            byCountry.merge(
                    country.path("code").asText(),
                    country.path("signature_count").asLong(),
                    Long::sum);
        }
        return new Published(
                count.path("signature_count").asLong(-1),
                attributes.path("signature_count").asLong(-1),
                byCountry);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return expect(200, send(HttpRequest.newBuilder(publicUri(path))));
    }

    private URI publicUri(String path) {
        return URI.create(target.publicSide() + path);
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(URI.create(target.operatorSide() + path))
                .header("Authorization", "Bearer " + target.operatorToken().value());
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpRequest asked = request.timeout(ANSWER_MAX).build();
        try {
            return sendOnce(asked);
        } catch (HttpTimeoutException | ConnectException e) {
            throw unanswered(asked, e);
        } catch (IOException e) {
            if (!asked.method().equals("GET")) {
                throw unanswered(asked, e);
            }
        }
        Thread.sleep(AGAIN_AFTER);
        try {
            return sendOnce(asked);
        } catch (IOException e) {
            throw unanswered(asked, e);
        }
    }

    private HttpResponse<String> sendOnce(HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
    }

    private static IOException unanswered(HttpRequest request, IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new IOException(
                "%s %s was not answered: %s"
                        .formatted(request.method(), request.uri().getPath(), why),
                e);
    }

    private static JsonNode expect(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(
                    "%s %s was answered %d instead of %d"
                            .formatted(
                                    answer.request().method(),
                                    answer.uri().getPath(),
                                    answer.statusCode(),
                                    status));
        }
        return json(answer);
    }

    private static Instant moment(JsonNode node) throws IOException {
        try {
            return Instant.parse(node.asText());
        } catch (DateTimeParseException e) {
            throw new IOException("the gateway lists a row without the moment it was recorded", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }
}
