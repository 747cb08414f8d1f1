package org.rempart.gateway.price;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Connections to one port of this machine that are kept, each with one request under way: as soon
/// as its answer is whole the same request is sent again. One that the server ends is replaced.
final class KeptConnections implements AutoCloseable {
    private static final long PATIENCE_MS = 20_000;

    private final InetSocketAddress server;
    private final Selector selector;
    private final ByteBuffer request;
    private final Map<Integer, Integer> answers = new TreeMap<>();

    /// Connects.
    KeptConnections(int port, int connections, byte[] request) {
        this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            this.selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                var _ = connect();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SelectionKey connect() throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ, new Incoming());
    }

    /// How many answers of each status have come so far.
    Map<Integer, Integer> answers() {
        return answers;
    }

    /// Sends this many requests, and returns when all are answered.
    void send(int requests) {
        int toSend = requests;
        int toCome = requests;
        try {
            for (SelectionKey key : selector.keys()) {
                if (toSend > 0 && key.isValid()) {
                    begin(key);
                    toSend--;
                }
            }
            while (toCome > 0) {
                if (selector.select(PATIENCE_MS) == 0) {
                    throw new IllegalStateException(toCome + " answers do not come");
                }
                Set<SelectionKey> ready = selector.selectedKeys();
                for (SelectionKey key : ready) {
                    if (isAnswered(key)) {
                        toCome--;
                        SelectionKey next = kept(key);
                        if (toSend > 0) {
                            begin(next);
                            toSend--;
                        }
                    }
                }
                ready.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(SelectionKey key) throws IOException {
        ((Incoming) key.attachment()).clear();
        request.rewind();
        while (request.hasRemaining()) {
            ((SocketChannel) key.channel()).write(request);
        }
    }

    private SelectionKey kept(SelectionKey key) throws IOException {
        if (!((Incoming) key.attachment()).isLast()) {
            return key;
        }
        key.channel().close();
        return connect();
    }

    private boolean isAnswered(SelectionKey key) throws IOException {
        Incoming incoming = (Incoming) key.attachment();
        if (((SocketChannel) key.channel()).read(incoming.bytes()) < 0) {
            throw new IllegalStateException("closed instead of answered");
        }
        if (!incoming.isWhole()) {
            return false;
        }
        answers.merge(incoming.status(), 1, Integer::sum);
        return true;
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
