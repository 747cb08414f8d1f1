package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.testing.Eventually;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

class GateTest {

    private static boolean isServed(Socket socket, String preamble) {
        try {
            TestServer.send(socket, preamble + TestServer.GET);
            return socket.getInputStream().read() == 'H';
        } catch (SocketException _) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isServed(Socket socket) {
        return isServed(socket, "");
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void sourcesThatFillTheTableLeaveRoomForANewcomer() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (TestServer server = TestServer.start(2_000)) {
            for (int i = 1; i <= 218; i++) {
                for (int j = 0; j < 12; j++) {
                    sockets.add(server.connect("127." + i + ".0.1"));
                }
            }
            Eventually.holds(() -> server.open() + server.refused(Refused.SOURCE) == 12 * 218);
            assertThat(server.open()).isLessThan(1_800);
            try (Socket newcomer = server.connect("127.250.0.1")) {
                assertThat(isServed(newcomer)).isTrue();
            }
            closeAll(sockets);
            server.awaitOpen(0);
        }
    }

    @Test
    void sourcesOfOnePrefixLeaveRoomForAnother() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (TestServer server = TestServer.start(400)) {
            for (int i = 1; i <= 218; i++) {
                sockets.add(server.connect("127.0.1." + i));
            }
            Eventually.holds(() -> server.open() + server.refused(Refused.PREFIX) == 218);
            assertThat(server.open()).isBetween(35, 45);
            try (Socket newcomer = server.connect("127.0.2.1")) {
                assertThat(isServed(newcomer)).isTrue();
            }
            closeAll(sockets);
            server.awaitOpen(0);
        }
    }

    @Test
    void trustedProxiesMayHoldAll() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (TestServer server = TestServer.behindTrusted(50)) {
            for (int i = 0; i < 50; i++) {
                Socket socket = server.connect("127.0.0.1");
                sockets.add(socket);
                assertThat(isServed(socket)).isTrue();
            }
            Socket over = server.connect("127.0.0.1");
            sockets.add(over);
            assertThat(isServed(over)).isFalse();
            assertThat(server.refused(Refused.ALL)).isEqualTo(1);
            closeAll(sockets);
            server.awaitOpen(0);
        }
    }

    @Test
    void whoeverThePreambleNamesIsTheSource() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (TestServer server = TestServer.behindProxyProtocol(64)) {
            int served = 0;
            for (int i = 0; i < 10; i++) {
                Socket socket = server.connect("127.0.0.1");
                sockets.add(socket);
                served +=
                        isServed(socket, "PROXY TCP4 192.0.2.1 198.51.100.1 40000 80\r\n") ? 1 : 0;
            }
            assertThat(served).isBetween(1, 3);
            assertThat(server.refused(Refused.SOURCE)).isEqualTo(10 - served);
            Socket other = server.connect("127.0.0.1");
            sockets.add(other);
            assertThat(isServed(other, "PROXY TCP4 192.0.3.1 198.51.100.1 40000 80\r\n")).isTrue();
            closeAll(sockets);
            server.awaitOpen(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ROXY UNKNOWN\r\nPROXY UNKNOWN\r\n",
                "PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "\r\n\r\n\0\r\nQUIT\n!\u0012\0\fdatagrams!!!",
                "PROXY TCP4 192.0.2.300 198.51.100.1 40000 80\r\n"
            })
    void whoBeginsWithNoPreambleIsRefusedOnce(String instead) throws IOException {
        try (TestServer server = TestServer.behindProxyProtocol(64)) {
            try (Socket socket = server.connect("127.0.0.1")) {
                assertThat(isServed(socket, instead)).isFalse();
            }
            Eventually.holds(() -> server.refused(Refused.PREAMBLE) == 1);
            server.awaitOpen(0);
            assertThat(server.refused(Refused.PREAMBLE)).isEqualTo(1);
            assertThat(server.requests()).isZero();
        }
    }

    /// Counts those that are served of ten, one after another.
    private static int servedOfTen(TestServer server, String preamble) throws IOException {
        int served = 0;
        for (int i = 0; i < 10; i++) {
            try (Socket socket = server.connect("127.0.0.1")) {
                served += isServed(socket, preamble) ? 1 : 0;
            }
        }
        server.awaitOpen(0);
        return served;
    }

    @Test
    void whoOpensConnectionsFasterThanItsBudgetGetsNoMoreOfThem() throws IOException {
        try (TestServer server = TestServer.withBudget(6, false, false)) {
            assertThat(servedOfTen(server, "")).isEqualTo(6);
            assertThat(server.refused(Refused.BUDGET)).isEqualTo(4);
            try (Socket other = server.connect("127.0.1.1")) {
                assertThat(isServed(other)).isTrue();
            }
        }
    }

    @Test
    void underPressureItGetsFewer() throws IOException {
        try (TestServer server = TestServer.withBudget(6, false, false)) {
            server.shareOfBudgets(0.5);
            assertThat(servedOfTen(server, "")).isEqualTo(3);
        }
    }

    @Test
    void whoeverThePreambleNamesPaysForTheConnection() throws IOException {
        try (TestServer server = TestServer.withBudget(6, false, true)) {
            assertThat(servedOfTen(server, "PROXY TCP4 192.0.2.1 198.51.100.1 40000 80\r\n"))
                    .isEqualTo(6);
            assertThat(server.refused(Refused.BUDGET)).isEqualTo(4);
            assertThat(servedOfTen(server, "PROXY TCP4 192.0.3.1 198.51.100.1 40000 80\r\n"))
                    .isEqualTo(6);
        }
    }

    @Test
    void trustedProxiesOpenAsManyAsTheyLike() throws IOException {
        try (TestServer server = TestServer.withBudget(6, true, false)) {
            assertThat(servedOfTen(server, "")).isEqualTo(10);
        }
    }
}
