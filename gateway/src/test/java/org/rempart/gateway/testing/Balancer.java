package org.rempart.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A load balancer in front of several gateways: it hands each connection to the next one that said
/// at `/health/ready` that it takes signatures, or to another when that one accepts none.
public final class Balancer implements AutoCloseable {
    private static final long CHECK_INTERVAL_MS = 200;

    private static final class Server {
        final GatewayProcess gateway;
        final Client client;
        volatile boolean ready;

        Server(GatewayProcess gateway) {
            this.gateway = gateway;
            this.client = gateway.client();
        }

        void check() {
            try {
                ready = client.operatorAsStranger("/health/ready").status() == 200;
            } catch (UncheckedIOException _) {
                ready = false;
            }
        }
    }

    private final ServerSocket listener;
    private final List<Server> servers = new CopyOnWriteArrayList<>();
    private int next;

    /// Listens on a port the system gives.
    public Balancer() {
        try {
            listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
        Thread.ofVirtual().start(this::check);
    }

    /// Where the public comes in.
    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /// Checks that gateway from now on, and uses it while it is ready.
    public void add(GatewayProcess gateway) {
        servers.add(new Server(gateway));
        Eventually.holds(() -> uses(gateway));
    }

    /// Forgets that gateway.
    public void remove(GatewayProcess gateway) {
        servers.removeIf(server -> server.gateway.equals(gateway));
    }

    /// Whether new connections may go to that gateway.
    public boolean uses(GatewayProcess gateway) {
        return servers.stream().anyMatch(server -> server.gateway.equals(gateway) && server.ready);
    }

    private void check() {
        try {
            while (!listener.isClosed()) {
                servers.forEach(Server::check);
                Thread.sleep(CHECK_INTERVAL_MS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                Thread.ofVirtual().start(() -> serve(near, next()));
            } catch (IOException _) {
                // closed
            }
        }
    }

    /// Those that are ready, the one whose turn it is first.
    private List<Server> next() {
        List<Server> ready = servers.stream().filter(server -> server.ready).toList();
        if (ready.size() < 2 || ++next % 2 == 0) {
            return ready;
        }
        return ready.reversed();
    }

    private static void serve(Socket near, List<Server> candidates) {
        try (near) {
            for (Server candidate : candidates) {
                try (Socket far =
                        new Socket(
                                InetAddress.getLoopbackAddress(), candidate.gateway.publicPort())) {
                    Thread back = Thread.ofVirtual().start(() -> pump(far, near));
                    pump(near, far);
                    back.join();
                    return;
                } catch (IOException _) {
                    // it accepts nothing: the next one
                }
            }
        } catch (IOException _) {
            // it is gone either way
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until one side ends; then both do.
    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // one side is gone, and the other goes with it
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
