package org.rempart.loadtests.standin;

import org.rempart.loadtests.machine.PublicSide;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Another address of a stand-in, as a second gateway on the same database is another address of
/// the same petition. Passes every byte on and keeps what was asked.
public final class Door implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final ServerSocket server;
    private final int behind;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    public Door(StandInGateway standIn) throws IOException {
        this(standIn.target().publicSide(), new ServerSocket(0, 1024, LOOPBACK));
    }

    /// A door of another kind, such as one that speaks TLS, before one of its sides.
    public Door(URI behind, ServerSocket server) {
        this.behind = behind.getPort();
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    public PublicSide gate() {
        return PublicSide.here(server.getLocalPort());
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// What came in, as it was read.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket gateway = new Socket(LOOPBACK, behind);
                sockets.add(client);
                sockets.add(gateway);
                Thread.ofVirtual().start(() -> pass(client, gateway, true));
                Thread.ofVirtual().start(() -> pass(gateway, client, false));
            }
        } catch (IOException e) {
            return; // the test is over
        }
    }

    private void pass(Socket from, Socket to, boolean keep) {
        byte[] bytes = new byte[1 << 14];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (keep) {
                    asked.add(new String(bytes, 0, read, StandardCharsets.UTF_8));
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException e) {
            return; // one of the two has gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
