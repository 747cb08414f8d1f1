package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Clients that take their time, on the deadlines that people meet.
class SlowClientsIT {
    private static final String POST =
            """
            POST /petitions/demo/signatures HTTP/1.1\r
            Host: test\r
            Content-Type: application/json\r
            """;
    private static final String GET =
            "GET /petitions/demo/count.json HTTP/1.1\r\nHost: test\r\n\r\n";

    /// The head of a record that holds a client's hello of 512 bytes (RFC 8446, section 5.1).
    private static final String BEGINNING_OF_A_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000";

    /// The sweep's interval, and what a machine with other things to do may dawdle.
    private static final Duration MARGIN = Duration.ofMillis(1_500);

    private static final int DRIP_MS = 400;
    private static final int EACH = 20;
    private static final int CONNECTIONS_MAX = 2_000;

    @TempDir private static Path folder;

    private static RunningGateway gateway;
    private static RunningGateway overTls;

    @BeforeAll
    static void start() {
        TlsFiles files = TlsFiles.make(folder);
        TestDatabase database = TestDatabase.create();
        gateway =
                RunningGateway.on(
                        database,
                        Map.of("REMPART_HTTP_CONNECTIONS_MAX", String.valueOf(CONNECTIONS_MAX)));
        overTls = RunningGateway.on(database, files.variables());
    }

    @AfterAll
    static void stop() {
        overTls.close();
        gateway.close();
    }

    /// @param first sent at once
    /// @param drip sent byte by byte, over and over; null for silence
    /// @param finished whether it says that no more will come
    private record Slow(
            RunningGateway gateway,
            String first,
            @Nullable String drip,
            boolean finished,
            Duration deadline) {
        static Slow of(String first, @Nullable String drip, int deadlineS) {
            return new Slow(
                    SlowClientsIT.gateway, first, drip, false, Duration.ofSeconds(deadlineS));
        }

        /// How long the connection lived.
        Duration life() {
            try (Socket socket = connect(gateway, "127.0.0.1")) {
                long begun = System.nanoTime();
                write(socket, first);
                if (finished) {
                    socket.shutdownOutput();
                }
                socket.setSoTimeout(DRIP_MS);
                for (int i = 0; !isOver(socket); i++) {
                    Duration life = Duration.ofNanos(System.nanoTime() - begun);
                    if (life.compareTo(deadline.plus(MARGIN).multipliedBy(2)) > 0) {
                        return life;
                    }
                    if (drip != null) {
                        write(socket, String.valueOf(drip.charAt(i % drip.length())));
                    }
                }
                return Duration.ofNanos(System.nanoTime() - begun);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Life(String what, Slow slow, Future<Duration> lived) {}

    private static Socket connect(RunningGateway to, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to.publicPort()));
        return socket;
    }

    /// Nobody reads what comes behind the end.
    private static void write(Socket socket, String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (SocketException _) {
            // reading says so, too
        }
    }

    /// Reads on for a while.
    private static boolean isOver(Socket socket) throws IOException {
        byte[] bytes = new byte[8_192];
        try {
            int count = 0;
            while (count >= 0) {
                count = socket.getInputStream().read(bytes);
            }
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    private static Map<String, Slow> kinds() {
        Map<String, Slow> kinds = new LinkedHashMap<>();
        kinds.put("silence", Slow.of("", null, 5));
        kinds.put("a line", Slow.of("", "GET /petitions/demo/and-so-on-and-on", 5));
        kinds.put("empty lines", Slow.of("", "\r\n", 5));
        kinds.put("a head", Slow.of("GET / HTTP/1.1\r\nHost: test\r\n", "X: y\r\n", 5));
        kinds.put("the next head", Slow.of(GET + "GET / HTTP/1.1\r\n", null, 5));
        kinds.put("no body", Slow.of(POST + "Content-Length: 300\r\n\r\n", null, 5));
        kinds.put("a body", Slow.of(POST + "Content-Length: 300\r\n\r\n{", " ", 5));
        kinds.put("chunks", Slow.of(POST + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", 5));
        kinds.put(
                "what was not asked for",
                Slow.of(POST + "Content-Length: 9000\r\nExpect: 100-continue\r\n\r\n", null, 2));
        kinds.put(
                "what is too large, whole",
                Slow.of(POST + "Content-Length: 4097\r\n\r\n" + "x".repeat(4_097), null, 2));
        kinds.put("no other request", Slow.of(GET, null, 35));
        kinds.put(
                "half a request, finished",
                new Slow(gateway, "GET / HT", null, true, Duration.ofSeconds(5)));
        kinds.put("nothing, finished", new Slow(gateway, "", null, true, Duration.ofSeconds(5)));
        kinds.put("no hello", new Slow(overTls, "", null, false, Duration.ofSeconds(5)));
        kinds.put(
                "a hello",
                new Slow(overTls, BEGINNING_OF_A_HELLO, "\u0001", false, Duration.ofSeconds(5)));
        return kinds;
    }

    @Test
    void eachIsClosedByItsDeadline() throws InterruptedException, ExecutionException {
        List<Life> lives = new ArrayList<>();
        double cutBefore = closed("body");
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            kinds().forEach((what, slow) -> {
                for (int i = 0; i < EACH; i++) {
                    lives.add(new Life(what, slow, clients.submit(slow::life)));
                }
            });
        }
        for (Life life : lives) {
            assertThat(life.lived.get())
                    .as(life.what)
                    .isLessThanOrEqualTo(life.slow.deadline.plus(MARGIN));
        }
        assertThat(closed("body") - cutBefore).isEqualTo(4 * EACH);
        Eventually.holds(() -> open(gateway) == 0 && open(overTls) == 0);
    }

    @Test
    void whereverTheyComeFromSourcesThatTakeAllTheyGetLeaveRoomForANewcomer() throws IOException {
        assertANewcomerSigns(10_000, i -> "127.0.1." + i);
        assertANewcomerSigns(20_000, i -> "127.0." + i + ".1");
    }

    private interface Addresses {
        String of(int number);
    }

    private static void assertANewcomerSigns(int person, Addresses addresses) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int round = 0; round < 12; round++) {
                for (int i = 1; i <= 218; i++) {
                    sockets.add(connect(gateway, addresses.of(i)));
                }
            }
            assertThat(gateway.client().signAs("demo", person).status()).isEqualTo(201);
            assertThat(open(gateway)).isGreaterThan(100);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        Eventually.holds(() -> open(gateway) <= 2);
    }

    private static double open(RunningGateway gateway) {
        return metric(gateway, "rempart_connections ");
    }

    private static double closed(String reason) {
        return metric(gateway, "rempart_connections_closed_total{reason=\"" + reason + "\"} ");
    }

    private static double metric(RunningGateway gateway, String start) {
        return gateway.client()
                .operatorAsStranger("/metrics")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
                .sum();
    }
}
