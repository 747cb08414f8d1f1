package org.rempart.loadtests.volume;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.machine.Tls;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/// A connection that never blocks, in the clear or with TLS. It takes all that is written to it and
/// keeps what the socket does not: until that is flushed nothing more should be written. Of one
/// thread.
public final class Wire implements Closeable {
    /// A record of TLS is shorter (RFC 8446, 5.2: 2^14 + 256, and its head).
    private static final int RECORD_BYTES_MAX = (1 << 14) + 512;

    /// What is read from a socket at once.
    private static final int READ_BYTES_MAX = 1 << 14;

    /// Into this fits all that one read brings, and what the one before it left.
    public static final int PLAIN_BYTES_MAX = 1 << 16;

    private final SocketChannel channel;
    private final @Nullable SSLEngine engine;
    private boolean open;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private ByteBuffer unread = ByteBuffer.allocate(0);

    private Wire(SocketChannel channel, @Nullable SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
    }

    /// Begins to connect; [#connects] says when that has come to its end.
    ///
    /// @param abrupt whether closing it resets it, so that nothing of it lingers
    public static Wire begin(
            InetSocketAddress from,
            PublicSide to,
            boolean abrupt,
            Selector selector,
            Object attachment)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (abrupt) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            channel.bind(from);
            channel.connect(to.address());
            channel.register(selector, SelectionKey.OP_CONNECT, attachment);
            return new Wire(channel, to.secure() ? Tls.engine(to) : null);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// To be asked whenever its key is ready, until it says yes: that it is connected, and that
    /// both have shaken hands. From then on it is read from and written to.
    public boolean connects(SelectionKey key) throws IOException {
        if (open) {
            return true;
        }
        if (key.isConnectable()) {
            if (!channel.finishConnect()) {
                return false;
            }
            key.interestOps(SelectionKey.OP_READ);
            if (engine != null) {
                engine.beginHandshake();
            }
        }
        open = engine == null || shakesHands(engine);
        key.interestOps(interest());
        return open;
    }

    private boolean shakesHands(SSLEngine tls) throws IOException {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        ByteBuffer plain = ByteBuffer.allocate(0);
        boolean filled = false;
        while (flush()) {
            switch (tls.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = tls.getDelegatedTask();
                            task != null;
                            task = tls.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> wrap(tls, nothing);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    SSLEngineResult result = tls.unwrap(unread, plain);
                    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        if (filled || !fill()) {
                            return false;
                        }
                        filled = true;
                    } else if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                        throw new IOException("the gateway ended the handshake");
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return true;
                }
            }
        }
        return false;
    }

    /// Reads into a buffer of [#PLAIN_BYTES_MAX] that is empty.
    ///
    /// @return how many bytes; 0 when nothing is there yet, -1 when the other side has ended it
    public int read(ByteBuffer into) throws IOException {
        if (engine == null) {
            return channel.read(into);
        }
        boolean there = fill();
        SSLEngineResult.Status status = SSLEngineResult.Status.OK;
        while (status == SSLEngineResult.Status.OK && unread.hasRemaining()) {
            status = engine.unwrap(unread, into).getStatus();
            runTasks(engine);
        }
        boolean ended = status == SSLEngineResult.Status.CLOSED || !there;
        return into.position() == 0 && ended ? -1 : into.position();
    }

    /// Whether the other side goes on: what it sent, if anything, is behind what is unread.
    private boolean fill() throws IOException {
        ByteBuffer more = ByteBuffer.allocate(unread.remaining() + READ_BYTES_MAX).put(unread);
        int bytes = channel.read(more);
        unread = more.flip();
        return bytes >= 0;
    }

    private static void runTasks(SSLEngine tls) {
        while (tls.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            Runnable task = tls.getDelegatedTask();
            if (task != null) {
                task.run();
            }
        }
    }

    /// Takes all of it.
    public void write(ByteBuffer from) throws IOException {
        if (engine != null) {
            while (from.hasRemaining()) {
                wrap(engine, from);
            }
        } else {
            channel.write(from);
            if (from.hasRemaining()) {
                keep(from);
            }
        }
        flush();
    }

    private void wrap(SSLEngine tls, ByteBuffer from) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES_MAX);
        SSLEngineResult result = tls.wrap(from, record);
        if (result.getStatus() != SSLEngineResult.Status.OK) {
            throw new IOException("the gateway has ended the connection");
        }
        keep(record.flip());
    }

    private void keep(ByteBuffer more) {
        unsent =
                ByteBuffer.allocate(unsent.remaining() + more.remaining())
                        .put(unsent)
                        .put(more)
                        .flip();
    }

    /// Sends what is left over.
    ///
    /// @return whether nothing is
    public boolean flush() throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
        return !unsent.hasRemaining();
    }

    /// What its key should wait for.
    public int interest() {
        return unsent.hasRemaining()
                ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                : SelectionKey.OP_READ;
    }

    /// Whether something is left over.
    public boolean full() {
        return unsent.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
