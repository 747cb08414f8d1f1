package org.rempart.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between a gateway and its database, and fails as networks and servers do: it can go
/// silent while connections stay open, or cut and refuse them.
public final class TcpProxy implements AutoCloseable {
    private enum Mode {
        FORWARDING,
        SILENT,
        REFUSING
    }

    private final ServerSocket listener;
    private final int targetPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.FORWARDING;

    /// Forwards to that port of this machine.
    public TcpProxy(int targetPort) {
        this.targetPort = targetPort;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// Where it listens.
    public int port() {
        return listener.getLocalPort();
    }

    /// Forwards what comes from now on, and what was held back.
    public void forward() {
        mode = Mode.FORWARDING;
    }

    /// Takes everything and passes nothing on.
    public void goSilent() {
        mode = Mode.SILENT;
    }

    /// Cuts every connection, and those to come.
    public void refuse() {
        mode = Mode.REFUSING;
        sockets.forEach(TcpProxy::closeQuietly);
        sockets.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                if (mode == Mode.REFUSING) {
                    closeQuietly(near);
                } else {
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                    sockets.add(near);
                    sockets.add(far);
                    Thread.ofVirtual().start(() -> pump(near, far));
                    Thread.ofVirtual().start(() -> pump(far, near));
                }
            } catch (IOException _) {
                // the listener was closed, or the database is away: the next accept tells
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] bytes = new byte[16 * 1024];
        try {
            while (true) {
                int read = from.getInputStream().read(bytes);
                if (read < 0) {
                    break;
                }
                while (mode == Mode.SILENT) {
                    Thread.sleep(5);
                }
                to.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException _) {
            // one side is gone, and the other goes with it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        refuse();
    }
}
