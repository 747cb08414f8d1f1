package org.rempart.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.api.BugDetectors;

import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;

/// Sends rubbish to a gateway, one connection for each, and looks whether it stays well: each
/// connection ends, nothing is logged, and the next client is served.
final class Onlooker implements AutoCloseable {
    /// Beyond every deadline of a client that has said that nothing more will come.
    private static final int PATIENCE_MS = 15_000;

    private static final String SANE =
            "GET /petitions/demo/count.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    /// So many addresses in turn: the ports of one would run out.
    private static final int ADDRESSES = 200;

    private static final String PLENTY = "10000/s burst 1000000";

    private final LoggedFaults logged = LoggedFaults.listen();
    private final RunningGateway gateway;
    private final String preamble;
    private int connections;

    /// @param variables of the gateway, beside budgets that nobody uses up
    /// @param preamble what a sane client sends first
    Onlooker(Map<String, String> variables, String preamble) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("REMPART_SOURCE_LARGER_BUDGETS", "");
        all.put("REMPART_BUDGET_REQUESTS", PLENTY);
        all.put("REMPART_BUDGET_CONNECTIONS", PLENTY);
        this.gateway = RunningGateway.on(TestDatabase.create(), all);
        this.preamble = preamble;
    }

    /// Sends these bytes and the end of the stream.
    ///
    /// @return what comes back until then
    String send(byte[] bytes) {
        return look(bytes, true);
    }

    /// Sends a request that asks for the end of the connection.
    ///
    /// @return the answer
    String ask(String request) {
        return look(request.getBytes(ISO_8859_1), false);
    }

    private String look(byte[] bytes, boolean finish) {
        // Jazzer takes the connections of this test for those of what is tested
        var _ = BugDetectors.allowNetworkConnections();
        String answers = exchange(bytes, finish);
        assertThat(exchange((preamble + SANE).getBytes(ISO_8859_1), false))
                .startsWith("HTTP/1.1 200");
        assertThat(logged.faults()).isEmpty();
        return answers;
    }

    private Socket connect() throws IOException {
        int turn = connections++ % ADDRESSES;
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, (byte) (turn + 1), 1});
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.publicPort(), from, 0);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private String exchange(byte[] bytes, boolean finish) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (Socket socket = connect()) {
            send(socket, bytes, finish);
            receive(socket, read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.toString(ISO_8859_1);
    }

    private static void send(Socket socket, byte[] bytes, boolean finish) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            if (finish) {
                socket.shutdownOutput();
            }
        } catch (SocketException _) {
            // closed by the other end: what it said before is still to be read
        }
    }

    private static void receive(Socket socket, ByteArrayOutputStream into) throws IOException {
        try {
            socket.getInputStream().transferTo(into);
        } catch (SocketException _) {
            // reset: so the connection has ended
        }
    }

    @Override
    public void close() {
        gateway.close();
        logged.close();
    }
}
