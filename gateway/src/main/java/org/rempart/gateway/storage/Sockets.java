package org.rempart.gateway.storage;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The sockets of one attempt to connect (TLS that is only preferred may take two), so that they
/// can be closed whatever the server does.
///
/// The client library has no way to do that: each of its ways to close, down to the channel's own,
/// says goodbye to the server and waits until it hangs up, which a server that hangs never does;
/// and before the login is over it hands nothing out that could be closed. So the sockets are noted
/// as they are opened, and closed below the library's part of the pipeline. That takes internal
/// types of Vert.x; they stay in this class.
///
/// Everything happens on the event loop of the connection.
final class Sockets {
    private final List<NetSocketInternal> opened = new ArrayList<>(2);
    private boolean abandoned;

    /// Opens a connection through `client`. Must be called on the context that is to own it.
    Future<PgConnection> connect(
            Vertx vertx, Context context, NetClient client, PgConnectOptions options) {
        VertxInternal noting =
                new VertxWrapper((VertxInternal) vertx) {
                    @Override
                    public NetClient createNetClient(NetClientOptions ignored) {
                        return new Noting(client);
                    }
                };
        return PgDriver.INSTANCE
                .createConnectionFactory(noting, new NetClientOptions())
                .connect(context, options)
                .map(PgConnection.class::cast);
    }

    /// Whether the last one opened, the one that is used, was not closed by either side.
    boolean open() {
        return !opened.isEmpty() && opened.getLast().channelHandlerContext().channel().isOpen();
    }

    /// Closes them, now and without a word. The server is sent a reset, for after an orderly end
    /// the kernel would go on trying to deliver what a full window holds back. What had reached the
    /// server may run all the same when it is back.
    void abandon() {
        abandoned = true;
        // closing one calls those who then abandon them all
        List<NetSocketInternal> all = List.copyOf(opened);
        opened.clear();
        all.forEach(Sockets::reset);
    }

    private void opened(NetSocketInternal socket) {
        if (abandoned) {
            reset(socket);
        } else {
            opened.add(socket);
        }
    }

    private static void reset(NetSocketInternal socket) {
        Channel channel = socket.channelHandlerContext().channel();
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (channel.isOpen() && first != null) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = first.close();
        }
    }

    /// Notes what is opened through it. Closing it closes nothing: the client behind it is shared.
    private final class Noting implements NetClient {
        private final NetClient client;

        Noting(NetClient client) {
            this.client = client;
        }

        @Override
        public Future<NetSocket> connect(ConnectOptions options) {
            return client.connect(options).onSuccess(this::note);
        }

        @Override
        public Future<NetSocket> connect(int port, String host) {
            return client.connect(port, host).onSuccess(this::note);
        }

        @Override
        public Future<NetSocket> connect(int port, String host, String serverName) {
            return client.connect(port, host, serverName).onSuccess(this::note);
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address) {
            return client.connect(address).onSuccess(this::note);
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address, String serverName) {
            return client.connect(address, serverName).onSuccess(this::note);
        }

        private void note(NetSocket socket) {
            opened((NetSocketInternal) socket);
        }

        @Override
        public Future<Void> shutdown(long timeout, TimeUnit unit) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Boolean> updateSSLOptions(ClientSSLOptions options, boolean force) {
            return Future.succeededFuture(false);
        }
    }
}
