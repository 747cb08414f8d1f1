package org.rempart.loadtests.volume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.verdict.SlowFigures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

final class SlowConnectionsTest {
    /// Bytes each connection sent, by the order in which they came.
    private final Map<Integer, Integer> bytes = new ConcurrentHashMap<>();

    @Test
    void whatIsLeftOpenIsCounted() throws Exception {
        try (ServerSocketChannel server = server()) {
            SlowFigures figures = run(server, 8, 2);

            assertThat(figures.opened()).isEqualTo(8);
            assertThat(figures.left()).isEqualTo(8);
            assertThat(figures.longestS()).isZero();
        }
    }

    @Test
    void aConnectionThatIsEndedIsTimedAndOneThatIsRefusedIsNot() throws Exception {
        try (ServerSocketChannel server = server()) {
            Thread.ofVirtual().start(() -> serve(server, 4, 1_500));

            SlowFigures figures = run(server, 8, 10);

            assertThat(figures.opened()).isEqualTo(8);
            assertThat(figures.refused()).isEqualTo(4);
            assertThat(figures.left()).isZero();
            assertThat(figures.longestS()).isBetween(1.0, 9.0);
            assertThat(figures.lives())
                    .hasEntrySatisfying("silent", lives -> assertThat(lives.count()).isEqualTo(1));
            // the head of a header and of a body, and a drip or more of all but the silent one
            assertThat(new TreeMap<>(bytes).values().stream().filter(sent -> sent == 0)).hasSize(1);
            assertThat(bytes.values()).anyMatch(sent -> sent > 50);
        }
    }

    /// The reset may come before the generator has looked.
    @Test
    void aConnectionThatIsResetAtOnceIsRefused() throws Exception {
        try (ServerSocketChannel server = server()) {
            Thread.ofVirtual().start(() -> reset(server));

            SlowFigures figures = run(server, 2_000, 10);

            assertThat(figures.opened()).isEqualTo(2_000);
            assertThat(figures.refused()).isEqualTo(2_000);
            assertThat(figures.left()).isZero();
        }
    }

    private static void reset(ServerSocketChannel server) {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    /// Closes the first ones at once and the others after a while.
    private void serve(ServerSocketChannel server, int refused, long otherwiseMs) {
        for (int number = 0; number < 2 * refused; number++) {
            try {
                SocketChannel channel = server.accept();
                if (number < refused) {
                    channel.close();
                } else {
                    int one = number;
                    Thread.ofVirtual().start(() -> hold(channel, one, otherwiseMs));
                }
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private void hold(SocketChannel channel, int number, long ms) {
        try (channel) {
            Thread.sleep(ms);
            channel.configureBlocking(false);
            ByteBuffer in = ByteBuffer.allocate(1_000);
            channel.read(in);
            bytes.put(number, in.position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocketChannel server() throws IOException {
        return ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 100);
    }

    private static SlowFigures run(ServerSocketChannel server, int connections, int seconds)
            throws IOException {
        return new SlowConnections(
                        new SlowPlan(
                                PublicSide.here(server.socket().getLocalPort()),
                                "/petitions/demo/signatures",
                                connections,
                                seconds,
                                List.of("127.0.1.1", "127.0.1.2")))
                .run();
    }
}
