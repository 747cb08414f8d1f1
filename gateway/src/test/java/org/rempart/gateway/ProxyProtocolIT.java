package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;

/// Behind a proxy that speaks the PROXY protocol (versions 1 and 2, as HAProxy's document
/// `proxy-protocol.txt` has them), whose word on the client's address is the budget's.
class ProxyProtocolIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);
    private static final int BURST = 2;
    private static final byte[] NO_PREAMBLE = {};
    private static final byte[] SIGNATURE_OF_V2 = {
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
    };
    private static final int V2_LOCAL = 0x20;
    private static final int V2_PROXY = 0x21;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final byte[] REQUEST =
            """
            GET /petitions/demo/challenge HTTP/1.1\r
            Host: localhost\r
            Connection: close\r
            \r
            """
                    .getBytes(US_ASCII);

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                RunningGateway.on(
                        TestDatabase.create(),
                        Map.of(
                                "REMPART_SOURCE_PROXY_PROTOCOL", "true",
                                "REMPART_SOURCE_LARGER_BUDGETS", "",
                                "REMPART_BUDGET_CHALLENGES", "%1$d/10m burst %1$d".formatted(BURST),
                                "REMPART_HTTP_TARPIT_MAX", "0"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static byte[] v1(String family, String client, String proxy) {
        return "PROXY %s %s %s 40000 8080\r\n".formatted(family, client, proxy).getBytes(US_ASCII);
    }

    private static byte[] v2(int command, int family, String client, String proxy)
            throws IOException {
        byte[] from = InetAddress.ofLiteral(client).getAddress();
        byte[] to = InetAddress.ofLiteral(proxy).getAddress();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(SIGNATURE_OF_V2);
        out.writeByte(command);
        out.writeByte(family);
        out.writeShort(from.length + to.length + 4);
        out.write(from);
        out.write(to);
        out.writeShort(40_000);
        out.writeShort(8_080);
        return bytes.toByteArray();
    }

    /// Everything that comes back on a connection that begins so.
    private static String ask(byte[] preamble) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.publicPort())) {
            socket.setSoTimeout((int) WAIT_MAX.toMillis());
            socket.getOutputStream().write(preamble);
            socket.getOutputStream().write(REQUEST);
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException _) {
            return "";
        }
    }

    private static void isServedUntilItsBudgetIsSpent(byte[] preamble) throws IOException {
        for (int i = 0; i < BURST; i++) {
            assertThat(ask(preamble)).startsWith("HTTP/1.1 200");
        }
        assertThat(ask(preamble))
                .startsWith("HTTP/1.1 429")
                .contains("\"code\":\"source_over_budget\"");
    }

    @Test
    void theAddressOfVersion1IsTheSource() throws IOException {
        isServedUntilItsBudgetIsSpent(v1("TCP4", "192.0.2.1", "198.51.100.1"));
        isServedUntilItsBudgetIsSpent(v1("TCP4", "192.0.2.2", "198.51.100.1"));
        isServedUntilItsBudgetIsSpent(v1("TCP6", "2001:db8:1::1", "2001:db8::1"));
    }

    @Test
    void theAddressOfVersion2IsTheSource() throws IOException {
        isServedUntilItsBudgetIsSpent(v2(V2_PROXY, TCP_OVER_IPV4, "203.0.113.1", "198.51.100.1"));
        isServedUntilItsBudgetIsSpent(v2(V2_PROXY, TCP_OVER_IPV4, "203.0.113.2", "198.51.100.1"));
        isServedUntilItsBudgetIsSpent(v2(V2_PROXY, TCP_OVER_IPV6, "2001:db8:2::1", "2001:db8::1"));
    }

    @Test
    void bothVersionsNameTheSameSource() throws IOException {
        isServedUntilItsBudgetIsSpent(v1("TCP4", "192.0.2.99", "198.51.100.1"));
        assertThat(ask(v2(V2_PROXY, TCP_OVER_IPV4, "192.0.2.99", "198.51.100.1")))
                .startsWith("HTTP/1.1 429");
    }

    /// A proxy's own requests: it looks whether the gateway is well.
    @Test
    void aProxyThatSpeaksForNobodyIsTheSourceItself() throws IOException {
        assertThat(ask(v2(V2_LOCAL, TCP_OVER_IPV4, "203.0.113.3", "198.51.100.1")))
                .startsWith("HTTP/1.1 200");
        assertThat(ask("PROXY UNKNOWN\r\n".getBytes(US_ASCII))).startsWith("HTTP/1.1 200");
        assertThat(ask(v2(V2_LOCAL, TCP_OVER_IPV4, "203.0.113.4", "198.51.100.1")))
                .startsWith("HTTP/1.1 429");
    }

    @Test
    void aConnectionWithoutThePreambleDoesNotGetThrough() throws IOException {
        assertThat(ask(NO_PREAMBLE)).isEmpty();
        assertThat(ask("PROXY TCP4 192.0.2.1\r\n".getBytes(US_ASCII))).isEmpty();
        assertThat(ask(v1("TCP4", "192.0.2.300", "198.51.100.1"))).isEmpty();
    }

    @Test
    void theOperatorSideIsReachedWithoutAProxy() {
        assertThat(gateway.client().operatorAsStranger("/health/live").status()).isEqualTo(200);
    }
}
