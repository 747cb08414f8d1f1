package org.rempart.loadtests.rehearsal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that is never to hear anything.
final class Elsewhere implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicInteger heard = new AtomicInteger();

    Elsewhere(InetAddress address, int port) throws IOException {
        server = new ServerSocket(port, 50, address);
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        try {
            while (true) {
                try (Socket caller = server.accept()) {
                    heard.incrementAndGet();
                    caller.setSoLinger(true, 0);
                }
            }
        } catch (IOException e) {
            return; // the test is over
        }
    }

    /// Connections so far.
    int heard() {
        return heard.get();
    }

    URI uri() {
        return URI.create(
                "http://%s:%d"
                        .formatted(
                                server.getInetAddress().getHostAddress(), server.getLocalPort()));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
