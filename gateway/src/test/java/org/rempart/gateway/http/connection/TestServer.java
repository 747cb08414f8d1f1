package org.rempart.gateway.http.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;

import org.rempart.gateway.source.Allowance;
import org.rempart.gateway.source.Source;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.TestBudgets;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// A server with nothing behind its connections: `/later` is answered when the test says so,
/// `/large` with a mebibyte, everything else at once.
final class TestServer implements AutoCloseable {
    /// By which connections are closed, as people are told.
    static final Deadlines DEADLINES =
            new Deadlines(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(35),
                    Duration.ofSeconds(15));

    static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    static final int LARGE_BYTES = 1 << 20;

    private static final long WAIT_S_MAX = 20;

    /// What the machine may dawdle.
    private static final long SWEEP_MARGIN_MS = 50;

    private static final Buffer LARGE = Buffer.buffer(new byte[LARGE_BYTES]);

    private volatile double budgetShare = 1;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final AtomicLong passedNanos = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConcurrentLinkedQueue<HttpServerRequest> later = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    private TestServer(
            int max,
            Predicate<Source> trusted,
            boolean proxied,
            Allowance allowance,
            HttpServerOptions options) {
        Connections connections =
                new Connections(
                        max,
                        trusted,
                        TestBudgets.of(allowance),
                        () -> budgetShare,
                        proxied,
                        Deadlines.USUAL,
                        () -> System.nanoTime() + passedNanos.get(),
                        meters);
        server =
                done(
                        connections
                                .server(vertx, options.setHost("127.0.0.1").setPort(0))
                                .requestHandler(this::answer)
                                .exceptionHandler(_ -> {})
                                .listen()
                                .toCompletionStage()
                                .toCompletableFuture());
    }

    static TestServer start() {
        return start(1_000);
    }

    static TestServer start(int max) {
        return new TestServer(max, _ -> false, false, TestBudgets.PLENTY, new HttpServerOptions());
    }

    /// A source may open so many connections, and one more each hour.
    static TestServer withBudget(int connections, boolean trusted, boolean proxied) {
        return new TestServer(
                1_000,
                _ -> trusted,
                proxied,
                new Allowance(1.0 / 3_600, connections),
                new HttpServerOptions());
    }

    static TestServer behindTrusted(int max) {
        return new TestServer(max, _ -> true, false, TestBudgets.PLENTY, new HttpServerOptions());
    }

    static TestServer behindProxyProtocol(int max) {
        return new TestServer(max, _ -> false, true, TestBudgets.PLENTY, new HttpServerOptions());
    }

    static TestServer withTls(TlsFiles files) {
        return new TestServer(
                1_000,
                _ -> false,
                false,
                TestBudgets.PLENTY,
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .addCertPath(files.certificate().toString())
                                        .addKeyPath(files.key().toString())));
    }

    private void answer(HttpServerRequest request) {
        requests.incrementAndGet();
        switch (request.path()) {
            case "/later" -> later.add(request);
            case "/large" -> request.response().end(LARGE);
            case "/body" -> request.body().onSuccess(body -> request.response().end(body));
            default -> request.response().end("hello");
        }
    }

    /// Answers what waits.
    void answerThoseWaiting() {
        for (HttpServerRequest next = later.poll(); next != null; next = later.poll()) {
            HttpServerRequest request = next;
            vertx.runOnContext(_ -> request.response().end("later"));
        }
    }

    /// As if under pressure.
    void shareOfBudgets(double share) {
        budgetShare = share;
    }

    /// A connection whose reads wait for long, but not for ever.
    Socket connect() throws IOException {
        return connect("127.0.0.1");
    }

    /// The same from another address of this machine.
    Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(WAIT_S_MAX));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
        return socket;
    }

    /// Each character as one byte.
    static void send(Socket socket, String latin1) throws IOException {
        socket.getOutputStream().write(latin1.getBytes(ISO_8859_1));
    }

    int port() {
        return server.actualPort();
    }

    /// Requests that reached their handler.
    int requests() {
        return requests.get();
    }

    /// As if that much time had gone by.
    void pass(Duration time) {
        passedNanos.addAndGet(time.toNanos());
    }

    /// Returns when every connection has been looked at since, and once more.
    void sweepTwice() {
        try {
            Thread.sleep(2 * Sweep.INTERVAL_MS + SWEEP_MARGIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int open() {
        return (int) meters.get("rempart.connections").gauge().value();
    }

    /// Waits until there are that many.
    void awaitOpen(int count) {
        Eventually.holds(() -> open() == count);
    }

    double closed(ClosedFor reason) {
        return meters.get("rempart.connections.closed")
                .tag("reason", reason.label)
                .counter()
                .count();
    }

    /// Why connections were closed, and how many for each reason.
    Map<ClosedFor, Integer> closed() {
        Map<ClosedFor, Integer> closed = new EnumMap<>(ClosedFor.class);
        for (ClosedFor reason : ClosedFor.values()) {
            int count = (int) closed(reason);
            if (count > 0) {
                closed.put(reason, count);
            }
        }
        return closed;
    }

    double refused(Refused reason) {
        return meters.get("rempart.connections.refused")
                .tag("reason", reason.label)
                .counter()
                .count();
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.get(WAIT_S_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        done(vertx.close().toCompletionStage().toCompletableFuture());
    }
}
