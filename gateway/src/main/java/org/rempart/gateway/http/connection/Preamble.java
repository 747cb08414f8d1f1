package org.rempart.gateway.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import io.netty.util.ReferenceCountUtil;

/// Stands behind the decoder of the PROXY protocol until it has read the preamble, and ends the
/// connection when that cannot be read. The decoder itself goes on with what is left when the
/// connection closes; those behind it take a second preamble for a fault of ours, and say so in the
/// log.
final class Preamble extends ChannelInboundHandlerAdapter {
    private final Wire wire;
    private boolean broken;

    private Preamble(Wire wire) {
        this.wire = wire;
    }

    /// Looks at the preamble of that connection, of which nothing has been read.
    static void watch(Wire wire) {
        ChannelPipeline pipeline = wire.channel().pipeline();
        ChannelHandlerContext decoder = pipeline.context(HAProxyMessageDecoder.class);
        if (decoder != null) {
            pipeline.addAfter(decoder.name(), "preamble", new Preamble(wire));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HAProxyMessage read && isOfDatagrams(read)) {
            breaks();
        }
        if (broken) {
            ReferenceCountUtil.release(message);
            return;
        }
        context.fireChannelRead(message);
        context.pipeline().remove(this);
    }

    private static boolean isOfDatagrams(HAProxyMessage read) {
        return read.proxiedProtocol().transportProtocol() == TransportProtocol.DGRAM;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        breaks();
    }

    private void breaks() {
        if (!broken) {
            broken = true;
            wire.refuse(Refused.PREAMBLE);
        }
    }
}
