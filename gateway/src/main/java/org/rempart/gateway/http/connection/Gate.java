package org.rempart.gateway.http.connection;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.source.Source;

import java.net.InetSocketAddress;

/// Looks at each connection as it is accepted: takes it, with a [Wire] to watch it, or turns it
/// away. Of one server, on the thread that accepts.
final class Gate extends ChannelInboundHandlerAdapter {
    /// A signature is 2 KiB. What one read takes is also what a client may push at us while it is
    /// not asked for more.
    private static final int READ_BYTES_MAX = 2_048;

    private static final int READ_BYTES_MIN = 64;
    private static final int READ_BYTES_FIRST = 1_024;

    private final Connections connections;
    private @Nullable TurnedAway turnedAway;

    Gate(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        turnedAway = new TurnedAway(context.executor());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (turnedAway != null) {
            turnedAway.resetAll();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel channel = (Channel) accepted;
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
            channel.unsafe().closeForcibly(); // gone already
            return;
        }
        Source source = Source.of(peer.getAddress());
        boolean countsInAllOnly = connections.isProxied() || connections.isTrusted(source);
        Refused refused = countsInAllOnly ? connections.open().take(null) : take(source);
        if (refused != null) {
            connections.metrics().refused(refused);
            turnAway(channel);
            return;
        }
        Wire wire =
                new Wire(
                        connections,
                        channel,
                        countsInAllOnly ? null : source,
                        !connections.isProxied());
        channel.closeFuture().addListener(wire);
        channel.attr(Wire.KEY).set(wire);
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(
                                        READ_BYTES_MIN, READ_BYTES_FIRST, READ_BYTES_MAX)
                                .maxMessagesPerRead(1));
        channel.pipeline().addFirst("wire", wire);
        context.fireChannelRead(accepted);
    }

    private @Nullable Refused take(Source source) {
        Refused refused = connections.open().take(source);
        if (refused == null && connections.isOverBudget(source)) {
            connections.open().give(source);
            refused = Refused.BUDGET;
        }
        return refused;
    }

    private void turnAway(Channel channel) {
        if (turnedAway == null) {
            throw new IllegalStateException("a gate that stands nowhere");
        }
        turnedAway.add(channel);
    }
}
