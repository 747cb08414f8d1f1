package org.rempart.gateway.http.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.spi.transport.Transport;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.source.Source;

/// A server whose accepts are seen first, and the channel under a connection of it.
///
/// Vert.x tells of a connection when TLS is done with it, so that those who never finish a
/// handshake are seen by nobody, and offers no way into the pipeline. Its transport, however, is
/// handed the bootstrap of each server, and that takes a handler for what is accepted. That takes
/// internal types of Vert.x; they stay in this class.
final class Accepting {
    private Accepting() {}

    /// A server that hands every channel it accepts to `gate` before anything else is done with it.
    static HttpServer server(Vertx vertx, HttpServerOptions options, ChannelHandler gate) {
        VertxInternal owner = (VertxInternal) vertx;
        VertxInternal gated =
                new VertxWrapper(owner) {
                    @Override
                    public Transport transport() {
                        return new Gated(owner.transport(), gate);
                    }

                    @Override
                    public NetServerImpl createNetServer(NetServerOptions netOptions) {
                        return new NetServerImpl(this, netOptions.copy());
                    }
                };
        return new HttpServerImpl(gated, new HttpServerOptions(options));
    }

    static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    /// What the PROXY protocol said of the client, as soon as it was read.
    static @Nullable Source proxied(Channel channel) {
        SocketAddress told = channel.attr(ConnectionBase.REMOTE_ADDRESS_OVERRIDE).get();
        return told == null || told.hostAddress() == null ? null : Source.parse(told.hostAddress());
    }

    /// A transport whose servers have a gate.
    private record Gated(Transport transport, ChannelHandler gate) implements Transport {
        @Override
        public void configure(
                NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            transport.configure(options, domainSocket, bootstrap);
            bootstrap.handler(gate);
        }

        @Override
        public boolean supportsDomainSockets() {
            return transport.supportsDomainSockets();
        }

        @Override
        public boolean supportFileRegion() {
            return transport.supportFileRegion();
        }

        @Override
        public java.net.SocketAddress convert(SocketAddress address) {
            return transport.convert(address);
        }

        @Override
        public SocketAddress convert(java.net.SocketAddress address) {
            return transport.convert(address);
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return transport.ioHandlerFactory();
        }

        @Override
        public DatagramChannel datagramChannel() {
            return transport.datagramChannel();
        }

        @Override
        @SuppressWarnings("deprecation") // the interface has it so
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return transport.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return transport.channelFactory(domainSocket);
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return transport.serverChannelFactory(domainSocket);
        }
    }
}
