package org.rempart.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// What stands where TLS or HTTP/2 should begin: the connection ends, and nothing is logged.
class BeginningIT {
    private static final int DEADLINE_MS = 15_000;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String REQUEST =
            "GET /petitions/demo/count.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    @TempDir private static Path folder;

    private static TlsFiles files;
    private static RunningGateway gateway;
    private LoggedFaults logged;

    @BeforeAll
    static void start() {
        files = TlsFiles.make(folder);
        gateway = RunningGateway.on(TestDatabase.create(), files.variables());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void listen() {
        logged = LoggedFaults.listen();
    }

    @AfterEach
    void theNextClientIsServedAndNothingWasLogged() throws IOException {
        try {
            assertThat(exchange("http/1.1", REQUEST)).startsWith("HTTP/1.1 200");
            assertThat(logged.faults()).isEmpty();
        } finally {
            logged.close();
        }
    }

    /// Everything that comes back.
    private static String exchange(String protocol, String latin1) throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        files.trusting()
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), gateway.publicPort())) {
            socket.setSoTimeout(DEADLINE_MS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write(latin1.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException | SSLException _) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u0016\u0003\u0001\0\u0005xxxxx",
                "\u0015\u0003\u0003\0\u0002\u0002(",
                "\u0017\u0003\u0003\0\u0002aa"
            })
    void whatIsNoTlsIsClosed(String latin1) {
        try (Wire wire = new Wire(gateway.publicPort())) {
            wire.send(latin1).awaitEnd(Duration.ofMillis(DEADLINE_MS));
            assertThat(wire.text()).doesNotContain("HTTP");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                PREFACE + "\0\0\0\u0006\0\0\0\0\0",
                PREFACE + "\0\0\u0001\u0004\0\0\0\0\0a",
                PREFACE + "\0\0\u0006\u0004\0\0\0\0\0\0\u0002\0\0\0\u0009",
                PREFACE + "\u00ff\u00ff\u00ff\u0004\0\0\0\0\0"
            })
    void whatIsNoHttp2IsClosed(String latin1) throws IOException {
        assertThat(exchange("h2", latin1)).doesNotContain(" 200 ");
    }
}
