package org.rempart.gateway.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class FloodTest {
    private static final int MAX_NUMBER = 3;

    private static final String CHALLENGE =
            "{\"algorithm\":\"SHA-256\",\"challenge\":\"%s\",\"maxnumber\":%d,\"salt\":\"%s?expires=4102444800&\",\"signature\":\"%s\"}"
                    .formatted("ab".repeat(32), MAX_NUMBER, "0123456789ab", "cd".repeat(32));

    private static final Pattern ALTCHA =
            Pattern.compile("altcha(?:=|\":\")(?<payload>[A-Za-z0-9%+/=]{40,})");

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Set<InetAddress> sources = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 500, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            sources.add(socket.getInetAddress());
            byte[] bytes = new byte[1 << 16];
            int length;
            while ((length = socket.getInputStream().read(bytes)) > 0) {
                seen.add(new String(bytes, 0, length, ISO_8859_1));
                socket.getOutputStream()
                        .write(
                                "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                                        .formatted(CHALLENGE.length(), CHALLENGE)
                                        .getBytes(ISO_8859_1));
            }
        } catch (IOException _) {
            // a reset, as is to be expected
        }
    }

    private Flood flood(AtomicLong now) {
        return new Flood(
                new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
                "climate",
                now::getAndIncrement,
                new Random(7));
    }

    @Test
    void everyRouteIsAskedFromManySources() throws IOException {
        int sent = flood(new AtomicLong()).send(3);
        String all = String.join("\n", seen);
        assertThat(sent).isGreaterThan(1_000);
        assertThat(sources.size()).isGreaterThan(100);
        assertThat(
                        List.of(
                                "GET /petitions/climate HTTP/1.1",
                                "GET /petitions/climate/count.json HTTP/1.1",
                                "HEAD /petitions/climate/count.json HTTP/1.1",
                                "GET /petitions/climate/challenge HTTP/1.1",
                                "POST /petitions/climate/signatures HTTP/1.1",
                                "GET /petitions.json HTTP/1.1",
                                "GET /nowhere HTTP/1.1"))
                .allSatisfy(line -> assertThat(all).contains(line));
    }

    @Test
    void itEndsWhenItsTimeIsOver() throws IOException {
        assertThat(flood(new AtomicLong(10)).send(10)).isZero();
        AtomicLong now = new AtomicLong();
        flood(now).send(2);
        assertThat(now).hasValue(3);
    }

    @Test
    void itEndsWhenItHasSentEnoughThoughItsClockStands() throws IOException {
        Flood flood =
                new Flood(
                        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
                        "climate",
                        () -> 0,
                        new Random(7),
                        2_000);
        assertThat(flood.send(1)).isBetween(2_000, 100_000);
    }

    @Test
    void whereNobodyListensItSaysSo() throws IOException {
        server.close();
        assertThatThrownBy(() -> flood(new AtomicLong()).send(2)).isInstanceOf(IOException.class);
    }

    /// Whatever the challenge, and however small: no number up to the largest is ever posted.
    @Test
    void noSolutionIsEverPosted() {
        List<String> payloads =
                new FloodRequests("climate")
                        .all(CHALLENGE).stream()
                                .map(request -> new String(request, ISO_8859_1))
                                .map(ALTCHA::matcher)
                                .filter(Matcher::find)
                                .map(found -> found.group("payload"))
                                .toList();
        assertThat(payloads)
                .hasSize(8)
                .allSatisfy(payload ->
                        assertThat(number(payload)).isGreaterThan(MAX_NUMBER).isLessThan(100));
    }

    private static int number(String payload) {
        String base64 = payload.contains("%") ? URLDecoder.decode(payload, ISO_8859_1) : payload;
        return new JsonObject(new String(Base64.getDecoder().decode(base64), ISO_8859_1))
                .getInteger("number");
    }

    @Test
    void withoutAChallengeEverythingElseIsAsked() {
        FloodRequests requests = new FloodRequests("climate");
        assertThat(requests.all("HTTP/1.1 429 Too Many Requests\r\n\r\n"))
                .hasSize(requests.all(CHALLENGE).size() - 8);
    }
}
