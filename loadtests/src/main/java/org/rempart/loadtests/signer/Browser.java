package org.rempart.loadtests.signer;

import org.rempart.loadtests.machine.Http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// One visitor's browser: its own address, its own connections, kept between requests as browsers
/// do. Calls block.
final class Browser implements AutoCloseable {
    /// Longer than the gateway holds anybody back, shorter than people wait.
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    /// A page with its widget's script is far below.
    private static final long ANSWER_BYTES_MAX = 1 << 20;

    private final HttpClient http;
    private final List<String> petition;
    private final Departures departures;
    private final Optional<String> forwardedFor;
    private int door;

    /// @param petition addresses of the petition's page, at one gateway or at several
    Browser(InetAddress source, List<String> petition, Executor executor, Departures departures) {
        this.departures = departures;
        this.forwardedFor = departures.forwardedFor(source);
        this.petition = List.copyOf(petition);
        this.http =
                Http.client(ANSWER_MAX)
                        .localAddress(departures.from(source))
                        .executor(executor)
                        .build();
    }

    Answer page() throws IOException, InterruptedException {
        return send(request("").header("Accept", "text/html"));
    }

    Answer challenge() throws IOException, InterruptedException {
        return send(request("/challenge").header("Accept", "application/json"));
    }

    Answer post(String form) throws IOException, InterruptedException {
        return send(
                request("/signatures")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(form)));
    }

    /// Goes to the next gateway, if there is another.
    void elsewhere() {
        door = (door + 1) % petition.size();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(petition.get(door) + path))
                        .header("Accept-Language", "fr, en;q=0.8")
                        .timeout(ANSWER_MAX);
        forwardedFor.ifPresent(who -> request.header(Departures.FORWARDED_FOR, who));
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        departures.check();
        return Answer.of(
                http.send(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX)));
    }
}
