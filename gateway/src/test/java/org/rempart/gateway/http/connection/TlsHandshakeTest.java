package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLSocket;

class TlsHandshakeTest {
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /// The head of a record that holds a client's hello of 512 bytes (RFC 8446, section 5.1).
    private static final byte[] BEGINNING_OF_A_HELLO = {22, 3, 1, 2, 0, 1, 0, 1};

    @TempDir private static Path folder;

    private static TlsFiles files;
    private TestServer server;

    @BeforeAll
    static void makeFiles() {
        files = TlsFiles.make(folder);
    }

    @BeforeEach
    void start() {
        server = TestServer.withTls(files);
    }

    @AfterEach
    void nothingIsLeft() {
        server.awaitOpen(0);
        server.close();
    }

    private static void awaitEnd(Socket socket) throws IOException {
        try {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // an alert
            }
        } catch (SocketException _) {
            // reset
        }
    }

    @Test
    void aConnectionCountsBeforeItsHandshakeIsOver() throws IOException {
        try (Socket socket = server.connect()) {
            server.awaitOpen(1);
            socket.getOutputStream().write(BEGINNING_OF_A_HELLO);
            server.pass(TestServer.DEADLINES.handshake().plus(MARGIN));
            awaitEnd(socket);
            assertThat(server.closed(ClosedFor.HANDSHAKE)).isEqualTo(1);
        }
    }

    @Test
    void whoSpeaksNoTlsIsClosed() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.send(socket, TestServer.GET);
            awaitEnd(socket);
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void aClientMayNotRenegotiate() throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        files.trusting()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            TestServer.send(socket, TestServer.GET);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            int served = server.requests();
            socket.startHandshake();
            TestServer.send(socket, TestServer.GET);
            awaitEnd(socket);
            assertThat(server.requests()).isEqualTo(served);
        } catch (javax.net.ssl.SSLException _) {
            // an alert says so
        }
        assertThat(server.requests()).isEqualTo(1);
    }
}
