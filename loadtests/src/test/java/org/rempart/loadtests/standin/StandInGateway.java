package org.rempart.loadtests.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.target.Target;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// A gateway with one fault at most, on 127.0.0.1.
public final class StandInGateway implements AutoCloseable {
    private static final int BODY_BYTES_MAX = 4096;

    private static final Duration TELL_EVERY = Duration.ofMillis(50);

    /// Of a request, by a gateway that grows.
    private static final int KEPT_BYTES = 8 * 1024;

    private final Fault fault;
    private final Seat seat;
    private final Clock clock;
    private final Work work;
    private final Map<String, Book> petitions = new ConcurrentHashMap<>();
    private final Set<String> sources = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger posts = new AtomicInteger();
    private final Queue<byte[]> kept = new ConcurrentLinkedQueue<>();
    private volatile boolean withdrawn;
    private volatile @Nullable URI elsewhere;
    private long countedSecond;
    private int countedRequests;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer publicSide;
    private final HttpServer operatorSide;

    /// @param validS how long a challenge is valid, in seconds
    public StandInGateway(Fault fault, int validS, Seat seat, Clock clock, RandomGenerator random)
            throws IOException {
        this.fault = fault;
        this.seat = seat;
        this.clock = clock;
        this.work = new Work(clock, random, validS, fault);
        this.publicSide = serve(seat.publicPort(), "/rehearsal/consent", this::consent);
        publicSide.createContext("/petitions/", guarded(this::petition));
        this.operatorSide = serve(seat.operatorPort(), "/operator/", this::operator);
        operatorSide.createContext(
                "/health/ready",
                guarded((exchange, _) -> answer(exchange, 200, "application/json", "{}")));
        operatorSide.createContext(
                "/metrics", guarded((exchange, _) -> answer(exchange, 200, "text/plain", heap())));
    }

    public Target target() {
        return new Target(
                uri(publicSide), uri(operatorSide), seat.operatorToken(), seat.rehearsalToken());
    }

    /// Consents no more, as a gateway that was started anew without a token.
    public void withdraw() {
        withdrawn = true;
    }

    /// Answers whoever asks for a petition with a redirect to another server.
    public void sendElsewhere(URI server) {
        elsewhere = server;
    }

    /// Petitions there are.
    public Set<String> slugs() {
        return Set.copyOf(petitions.keySet());
    }

    /// Requests other than the question for consent.
    public int requests() {
        return requests.get();
    }

    /// Addresses requests came from.
    public Set<String> sources() {
        return Set.copyOf(sources);
    }

    @Override
    public void close() {
        publicSide.stop(0);
        operatorSide.stop(0);
        threads.shutdownNow();
    }

    private interface Handler {
        void handle(HttpExchange exchange, String body) throws IOException;
    }

    private HttpServer serve(int port, String path, Handler handler) throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1024);
        server.setExecutor(threads);
        server.createContext(path, guarded(handler));
        server.start();
        return server;
    }

    private static com.sun.net.httpserver.HttpHandler guarded(Handler handler) {
        return exchange -> {
            try (exchange) {
                String body =
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                handler.handle(exchange, body);
            } catch (RuntimeException e) {
                throw new IOException(e);
            }
        };
    }

    private void consent(HttpExchange exchange, String body) throws IOException {
        if (fault == Fault.CONSENTS_NOT || withdrawn) {
            problem(exchange, 404, "");
            return;
        }
        if (fault == Fault.SENDS_ELSEWHERE) {
            exchange.getResponseHeaders().set("Location", uri(publicSide) + "/petitions/elsewhere");
            exchange.sendResponseHeaders(307, -1);
            return;
        }
        String nonce = exchange.getRequestURI().getQuery().substring("nonce=".length());
        int rate = fault == Fault.CONSENTS_TO_LESS ? 10 : 50_000;
        int untilS = fault == Fault.CONSENTED_UNTIL_A_MINUTE_AGO ? -60 : 3600;
        String until = clock.instant().plusSeconds(untilS).toString();
        String token =
                fault == Fault.CONSENTS_UNDER_ANOTHER_TOKEN
                        ? "another token"
                        : seat.rehearsalToken().value();
        ObjectNode node = Work.JSON.createObjectNode();
        node.put("nonce", nonce);
        node.put("maximum_rate", rate);
        node.put("until", until);
        node.put(
                "signature",
                Work.hmac(
                        token.getBytes(StandardCharsets.UTF_8),
                        nonce + "\n" + rate + "\n" + until));
        answer(exchange, 200, "application/json", node.toString());
    }

    private void petition(HttpExchange exchange, String body) throws IOException {
        requests.incrementAndGet();
        if (fault == Fault.GROWS) {
            kept.add(new byte[KEPT_BYTES]);
        }
        URI other = elsewhere;
        if (other != null) {
            exchange.getResponseHeaders()
                    .set("Location", other + exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(307, -1);
            return;
        }
        if (fault == Fault.SLOWS_DOWN && crowded(500)) {
            LockSupport.parkNanos(100_000_000);
        }
        if (fault == Fault.JAMS && crowded(100)) {
            LockSupport.parkNanos(2_000_000_000);
        }
        sources.add(exchange.getRemoteAddress().getAddress().getHostAddress());
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String last = path[path.length - 1];
        Book book = petitions.get(path[2].replace(".json", ""));
        if (book == null) {
            problem(exchange, 404, "petition_unknown");
        } else if (path.length == 3 && !last.endsWith(".json")) {
            answer(exchange, 200, "text/html", "<!doctype html><title>Sign</title>");
        } else if (path.length == 3) {
            answer(exchange, 200, "application/json", petitionJson(book.published()).toString());
        } else if (last.equals("count.json")) {
            answer(exchange, 200, "application/json", countJson(book.published()));
        } else if (path.length == 5 && last.equals("events")) {
            stream(exchange, book);
        } else if (last.equals("challenge")) {
            answer(exchange, 200, "application/json", work.issue());
        } else if (last.equals("signatures")) {
            sign(exchange, body, book);
        } else {
            problem(exchange, 404, "");
        }
    }

    private synchronized boolean crowded(int requestsASecond) {
        long second = clock.instant().getEpochSecond();
        if (second != countedSecond) {
            countedSecond = second;
            countedRequests = 0;
        }
        return ++countedRequests > requestsASecond;
    }

    private void sign(HttpExchange exchange, String body, Book book) throws IOException {
        if (body.getBytes(StandardCharsets.UTF_8).length > BODY_BYTES_MAX) {
            problem(exchange, 413, "too_large");
            return;
        }
        JsonNode form;
        try {
            form = Work.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            problem(exchange, 400, "malformed");
            return;
        }
        if (!form.isObject() || !form.path("name").isTextual()) {
            problem(exchange, 400, "malformed");
            return;
        }
        String altcha = form.path("altcha").asText("");
        String checked = work.check(altcha);
        if (altcha.isEmpty() && fault == Fault.ACCEPTS_MISSING_WORK) {
            checked = "no work " + body;
        }
        if (checked.startsWith("challenge_")) {
            problem(exchange, 403, checked);
            return;
        }
        if (posts.incrementAndGet() % 7 == 0) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            problem(exchange, 429, "source_over_budget");
            return;
        }
        Book.Answer signed = book.sign(checked, body, form.path("country").asText());
        if (signed.status() == 201 || signed.status() == 202) {
            ObjectNode node = Work.JSON.createObjectNode();
            node.put("status", signed.status() == 201 ? "recorded" : "accepted");
            node.put("receipt", signed.receipt());
            answer(exchange, signed.status(), "application/json", node.toString());
        } else {
            problem(exchange, signed.status(), signed.code());
        }
    }

    private void operator(HttpExchange exchange, String body) throws IOException {
        requests.incrementAndGet();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + seat.operatorToken().value()).equals(authorization)) {
            problem(exchange, 401, "");
            return;
        }
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        if (path[2].equals("status")) {
            answer(exchange, 200, "application/json", status());
            return;
        }
        if (path.length == 3) {
            String slug = Work.JSON.readTree(body).path("slug").asText();
            petitions.put(slug, new Book(fault, clock));
            answer(exchange, 201, "application/json", body);
            return;
        }
        if (fault == Fault.HANGS_UP_ON_OPERATORS) {
            return; // and the connection ends without an answer
        }
        if (path.length == 4 && exchange.getRequestMethod().equals("DELETE")) {
            boolean there = petitions.remove(path[3]) != null;
            answer(
                    exchange,
                    there ? 200 : 404,
                    "application/json",
                    "{\"removed\":0,\"remaining\":0}");
            return;
        }
        Book book = petitions.get(path[3]);
        String query = exchange.getRequestURI().getRawQuery();
        int from = 0;
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith("after=")) {
                String cursor =
                        URLDecoder.decode(
                                parameter.substring("after=".length()), StandardCharsets.UTF_8);
                from = Integer.parseInt(cursor.substring("row ".length()));
            }
        }
        if (book == null) {
            problem(exchange, 404, "petition_unknown");
        } else {
            // a page is small here, so that every comparison has to turn some
            answer(
                    exchange,
                    200,
                    "application/json",
                    book.page(from, Math.max(10, book.published().count() / 20)).toString());
        }
    }

    /// Without what a stand-in has none of: no breaker, no journal.
    private String status() {
        ObjectNode node = Work.JSON.createObjectNode();
        node.putObject("pressure").put("level", "busy").put("reason", "a stand-in");
        node.putObject("price").put("tries_max", 500_000).put("pressure_factor", 1.5);
        node.putObject("queue").put("rows", posts.get()).put("rows_max", 1_000);
        return node.toString();
    }

    private static String heap() {
        return "jvm_memory_used_bytes{area=\"heap\"} %d\n"
                .formatted(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static ObjectNode petitionJson(Book.Published published) {
        ObjectNode node = Work.JSON.createObjectNode();
        ObjectNode attributes = node.putObject("data").putObject("attributes");
        attributes.put("signature_count", published.count());
        ArrayNode countries = attributes.putArray("signatures_by_country");
        published
                .byCountry()
                .forEach((code, count) -> {
                    ObjectNode country = countries.addObject();
                    country.put("code", code);
                    country.put("signature_count", count);
                });
        return node;
    }

    private static String countJson(Book.Published published) {
        ObjectNode node = Work.JSON.createObjectNode();
        node.put("signature_count", published.count());
        node.put("as_of", published.asOf().toString());
        return node.toString();
    }

    /// Tells the count at once and whenever it has moved, until nobody listens or this is closed.
    private void stream(HttpExchange exchange, Book book) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        String told = "";
        while (!threads.isShutdown()) {
            String count = countJson(book.streamed());
            if (!count.equals(told)) {
                told = count;
                String event = "data: " + count + "\n\n";
                exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
            LockSupport.parkNanos(TELL_EVERY.toNanos());
        }
    }

    private static void problem(HttpExchange exchange, int status, String code) throws IOException {
        ObjectNode node = Work.JSON.createObjectNode();
        node.put("status", status);
        node.put("code", code);
        answer(exchange, status, "application/problem+json", node.toString());
    }

    private static void answer(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
