package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.petition.Count;
import org.rempart.gateway.source.Source;
import org.rempart.gateway.storage.PetitionRow;
import org.rempart.gateway.testing.Eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Event streams on real sockets, whose seconds pass when the test says so.
class EventStreamsTest {
    private static final int KERNEL_BYTES = 4_096;

    /// Of some 70 bytes each: many times what fits into the buffers on the way.
    private static final int EVENTS = 3_000;

    private static final long WAIT_S_MAX = 10;
    private static final Source SOURCE = Source.of(new byte[] {127, 0, 0, 1});
    private static final PetitionRow PETITION =
            new PetitionRow(
                    1, "demo", "Do it", "Because", null, Instant.EPOCH, null, List.of(), "none", 1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong total = new AtomicLong();
    private Vertx vertx;
    private Context loop;
    private EventStreams streams;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        EventStreamBound bound = new EventStreamBound(100, meters);
        CountDocuments counts =
                new CountDocuments(_ -> new Count(Instant.EPOCH, total.get(), Map.of()));
        streams =
                onLoop(() ->
                        Future.succeededFuture(new EventStreams(vertx, bound, counts, _ -> true)));
        server =
                onLoop(() ->
                        vertx.createHttpServer(
                                        new HttpServerOptions().setSendBufferSize(KERNEL_BYTES))
                                .requestHandler(
                                        request -> streams.handle(request, SOURCE, PETITION))
                                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(WAIT_S_MAX, TimeUnit.SECONDS);
    }

    private <T> T onLoop(Supplier<Future<T>> task) throws Exception {
        return Future.<T>future(promise -> loop.runOnContext(_ -> task.get().onComplete(promise)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(WAIT_S_MAX, TimeUnit.SECONDS);
    }

    private void aSecondPasses() throws Exception {
        var _ =
                onLoop(() -> {
                    total.incrementAndGet();
                    for (int i = 0; i < EventStreams.TURNS; i++) {
                        streams.tick();
                    }
                    return Future.succeededFuture(total.get());
                });
    }

    private Socket watch() throws IOException {
        double before = open();
        Socket socket = new Socket();
        socket.setReceiveBufferSize(KERNEL_BYTES);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(US_ASCII));
        Eventually.holds(() -> open() == before + 1);
        return socket;
    }

    /// Whoever reads is told of each.
    private void awaitTheCount(BufferedReader reader) throws IOException {
        String count = "\"signature_count\":" + total.get() + ",";
        String line = reader.readLine();
        while (line != null && !line.contains(count)) {
            line = reader.readLine();
        }
        assertThat(line).isNotNull();
    }

    private double open() {
        return meters.get("rempart.event.streams").gauge().value();
    }

    private double dropped() {
        return meters.get("rempart.event.streams.dropped").counter().count();
    }

    private static long bytesUntilTheEnd(Socket socket) {
        try {
            long bytes = 0;
            while (socket.getInputStream().read() >= 0) {
                bytes++;
            }
            return bytes;
        } catch (SocketException _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoDoesNotReadIsDroppedAndWhoReadsIsNot() throws Exception {
        try (Socket unread = watch();
                Socket read = watch()) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(read.getInputStream(), US_ASCII));
            for (int i = 0; i < EVENTS && dropped() == 0; i++) {
                aSecondPasses();
                awaitTheCount(reader);
            }
            assertThat(dropped()).isEqualTo(1);
            assertThat(open()).isEqualTo(1);
            assertThat(bytesUntilTheEnd(unread)).isLessThan(64 * KERNEL_BYTES);
        }
    }

    @Test
    void aFewEventsThatNobodyHasReadYetAreNoReasonToDropAnybody() throws Exception {
        try (Socket unread = watch()) {
            for (int i = 0; i < 20; i++) {
                aSecondPasses();
            }
            assertThat(dropped()).isZero();
            assertThat(open()).isEqualTo(1);
            assertThat(unread.getInputStream().read()).isEqualTo('H');
        }
    }
}
