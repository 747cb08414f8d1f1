package org.rempart.gateway.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.source.Source;

import java.util.Objects;

/// One connection from its accept to its end: whom it is counted to, and by when it has to be set
/// up. The first handler of its pipeline, below TLS and the PROXY protocol.
///
/// Belongs to its event loop once it is registered there.
final class Wire extends ChannelInboundHandlerAdapter implements ChannelFutureListener {
    static final AttributeKey<Wire> KEY = AttributeKey.valueOf("org.rempart.wire");

    private final Connections connections;
    private final Channel channel;
    private final long openedNanos;
    private @Nullable Source source;
    private boolean assigned;
    private boolean hasRead;
    private @Nullable Source peer;
    private @Nullable Conversation conversation;
    private @Nullable Sweep sweep;
    private boolean closed;
    private @Nullable Http2Heads heads;
    private boolean unread;
    private long unreadSinceNanos;

    /// Where the sweep finds it; the sweep's own.
    int place;

    /// Watches a connection that was just accepted and counted.
    ///
    /// @param assigned whether it is known already to whom it counts
    Wire(Connections connections, Channel channel, @Nullable Source source, boolean assigned) {
        this.connections = connections;
        this.channel = channel;
        this.source = source;
        this.assigned = assigned;
        this.openedNanos = connections.now();
    }

    Connections connections() {
        return connections;
    }

    Channel channel() {
        return channel;
    }

    /// Who is at the other end, a trusted proxy as well; null until it is set up.
    @Nullable Source peer() {
        return peer;
    }

    /// Of a connection that speaks HTTP/2.
    Http2Heads heads() {
        return Objects.requireNonNull(heads);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Sweep found = connections.sweepOf(channel.eventLoop());
        sweep = found;
        found.add(this);
    }

    /// The channel has ended, in whatever way.
    @Override
    public void operationComplete(ChannelFuture ended) {
        closed = true;
        Sweep found = sweep;
        if (found != null) {
            sweep = null;
            found.remove(this);
        }
        connections.open().give(source);
    }

    /// The PROXY preamble, if this was it, has been read when this returns.
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (connections.isProxied() && !hasRead) {
            Preamble.watch(this);
        }
        hasRead = true;
        if (conversation == null && heads == null) {
            watchHandshake();
        }
        context.fireChannelRead(message);
        if (!assigned) {
            Source told = Accepting.proxied(channel);
            if (told != null) {
                assign(told);
            }
        }
    }

    /// Between the end of the handshake and the first byte behind it nobody else runs.
    private void watchHandshake() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            Http2Heads made = new Http2Heads(connections::now);
            heads = made;
            tls.handshakeFuture()
                    .addListener(done -> {
                        if (done.isSuccess()
                                && ApplicationProtocolNames.HTTP_2.equals(
                                        tls.applicationProtocol())) {
                            channel.pipeline()
                                    .addAfter(
                                            channel.pipeline().context(tls).name(), "heads", made);
                        }
                    });
        }
    }

    /// TLS, the PROXY protocol and the protocol's own settings are done with.
    void begin(Source otherEnd, Conversation begun) {
        peer = otherEnd;
        conversation = begun;
        if (!assigned) {
            assign(otherEnd);
        }
    }

    private void assign(Source told) {
        assigned = true;
        if (!connections.isTrusted(told) && !closed) {
            Refused refused = connections.open().assign(told);
            if (refused == null) {
                source = told;
                refused = connections.isOverBudget(told) ? Refused.BUDGET : null;
            }
            if (refused != null) {
                refuse(refused);
            }
        }
    }

    void refuse(Refused reason) {
        connections.metrics().refused(reason);
        reset();
    }

    /// Closes the connection if it is late.
    void look(long nowNanos) {
        Conversation begun = conversation;
        Deadlines deadlines = connections.deadlines();
        ClosedFor late;
        if (isUnread(nowNanos)) {
            late = ClosedFor.ANSWER;
        } else if (begun != null) {
            late = begun.late(nowNanos);
        } else {
            late =
                    nowNanos - openedNanos > deadlines.handshake().toNanos()
                            ? ClosedFor.HANDSHAKE
                            : null;
        }
        if (late != null) {
            close(late);
        }
    }

    private boolean isUnread(long nowNanos) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        if (waiting == null || waiting.totalPendingWriteBytes() == 0) {
            unread = false;
        } else if (!unread) {
            unread = true;
            unreadSinceNanos = nowNanos;
        }
        return unread && nowNanos - unreadSinceNanos > connections.deadlines().answer().toNanos();
    }

    void close(ClosedFor reason) {
        if (closed || !channel.isOpen()) {
            return;
        }
        connections.metrics().closed(reason);
        if (reason == ClosedFor.ANSWER) {
            reset();
        } else {
            end();
        }
    }

    /// Without a last word: after an orderly end the kernel would go on trying to deliver what the
    /// client does not read.
    private void reset() {
        if (!channel.isOpen()) {
            return;
        }
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        end();
    }

    /// Below TLS, which would wait for the client to take part in the end.
    private void end() {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) {
            var _ = first.close();
        }
    }
}
