package org.rempart.gateway.price;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Connections to one port of this machine that are kept, each with one request under way: as soon
/// as its answer is whole the same request is sent again.
final class KeptConnections implements AutoCloseable {
    private static final long PATIENCE_MS = 20_000;

    private final Selector selector;
    private final ByteBuffer request;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();

    /// Connects.
    KeptConnections(int port, int connections, byte[] request) {
        this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
        try {
            this.selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                SocketChannel channel =
                        SocketChannel.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channels.add(channel);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Incoming());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                if (toSend > 0) {
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
                        if (toSend > 0) {
                            begin(key);
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
            for (SocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
