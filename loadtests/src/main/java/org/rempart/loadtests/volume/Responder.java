package org.rempart.loadtests.volume;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// A server that answers everything at once with a refusal, to measure how much a generator can
/// send. It knows a request by its length: all have the same.
final class Responder implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    private static final int BUFFER_BYTES = 1 << 16;

    private static final String BODY = "{\"status\":429,\"code\":\"source_over_budget\"}";

    private static final byte[] ANSWER =
            ("HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/problem+json\r\n"
                            + "content-length: %d\r\nretry-after: 5\r\n\r\n%s")
                    .formatted(BODY.length(), BODY)
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel server;
    private final Selector selector;
    private final int requestBytes;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private Responder(int requestBytes) throws IOException {
        this.requestBytes = requestBytes;
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /// Starts one on a thread of its own.
    static Responder start(int requestBytes) throws IOException {
        Responder responder = new Responder(requestBytes);
        Thread.ofPlatform().daemon().name("responder").start(responder::serve);
        return responder;
    }

    int port() {
        return server.socket().getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.close();
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException | ClosedSelectorException e) {
            return; // closed
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = server.accept();
                if (channel != null) {
                    channel.configureBlocking(false);
                    channel.register(selector, SelectionKey.OP_READ, new int[1]);
                }
            } else {
                answer((SocketChannel) key.channel(), (int[]) key.attachment());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /// @param rest bytes of a request that is not there in full
    private void answer(SocketChannel channel, int[] rest) throws IOException {
        in.clear();
        int bytes = channel.read(in);
        if (bytes < 0) {
            channel.close();
            return;
        }
        rest[0] += bytes;
        out.clear();
        while (rest[0] >= requestBytes && out.remaining() >= ANSWER.length) {
            rest[0] -= requestBytes;
            out.put(ANSWER);
        }
        channel.write(out.flip());
    }
}
