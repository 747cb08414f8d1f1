package org.rempart.gateway.http.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.source.Source;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// The connections of the public side: how many each source may hold, how long they may take, how
/// much may happen on one. What all event loops share; safe from any thread.
public final class Connections {
    /// Descriptors that are used beside those of the connections that are taken: by some that were
    /// refused and are not reset yet.
    public static final int TURNED_AWAY_MAX = TurnedAway.WAITING_MAX;

    /// A page needs six requests; a browser asks for them at once.
    private static final int HTTP2_STREAMS_MAX = 64;

    /// As much as of HTTP/1 (RFC 9113, section 10.5.1).
    private static final int HTTP2_HEADER_LIST_BYTES_MAX = 8_192;

    /// A body of 4 KiB and as much again that may be on its way when it is refused.
    private static final int HTTP2_STREAM_WINDOW_BYTES = 65_535;

    /// CVE-2023-44487, rapid reset: a person who leaves a page resets a handful of streams.
    private static final int HTTP2_RESETS_MAX = 100;

    private static final int HTTP2_RESETS_WINDOW_S = 30;

    /// CVE-2024-27316 and its like: a head of 8 KiB fits into one frame.
    private static final int HTTP2_SMALL_CONTINUATIONS_MAX = 8;

    /// What a client that has vanished was sent is given up after so long (RFC 5482).
    private static final int UNACKNOWLEDGED_MS_MAX = 30_000;

    /// Read by the JDK before its first handshake as a server. A client of TLS 1.2 could begin the
    /// dearest part of a connection again and again on one.
    private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private final OpenConnections open;
    private final Predicate<Source> trusted;
    private final Budgets budgets;
    private final DoubleSupplier budgetShare;
    private final boolean proxied;
    private final Deadlines deadlines;
    private final LongSupplier nanoTime;
    private final ConnectionMetrics metrics;
    private final Map<EventLoop, Sweep> sweeps = new ConcurrentHashMap<>();

    /// @param max connections open at once, at least 1
    /// @param trusted proxies, which stand for many sources and count in all only
    /// @param budgets of which each connection opened costs its source one of CONNECTIONS
    /// @param budgetShare share of its burst that a source may use now, above 0 and at most 1;
    ///   asked at each accept
    /// @param proxied whether each connection begins with the PROXY protocol
    /// @param nanoTime nanoseconds of a clock that only moves forward
    public Connections(
            int max,
            Predicate<Source> trusted,
            Budgets budgets,
            DoubleSupplier budgetShare,
            boolean proxied,
            Deadlines deadlines,
            LongSupplier nanoTime,
            MeterRegistry meters) {
        this.open = new OpenConnections(max, budgets::factor);
        this.trusted = trusted;
        this.budgets = budgets;
        this.budgetShare = budgetShare;
        this.proxied = proxied;
        this.deadlines = deadlines;
        this.nanoTime = nanoTime;
        this.metrics = new ConnectionMetrics(open, meters);
    }

    /// A server whose connections are these; HTTP/2 is spoken over TLS only. Its connection handler
    /// is taken.
    public HttpServer server(Vertx vertx, HttpServerOptions options) {
        System.setProperty(NO_RENEGOTIATION, "true");
        int handshakeMs = Math.toIntExact(deadlines.handshake().toMillis());
        HttpServerOptions bounded =
                new HttpServerOptions(options)
                        .setUseProxyProtocol(proxied)
                        .setProxyProtocolTimeout(handshakeMs)
                        .setProxyProtocolTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setSslHandshakeTimeout(handshakeMs)
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setHttp2ClearTextEnabled(false)
                        .setTcpUserTimeout(UNACKNOWLEDGED_MS_MAX)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setInitialSettings(
                                new Http2Settings()
                                        .setMaxConcurrentStreams(HTTP2_STREAMS_MAX)
                                        .setMaxHeaderListSize(HTTP2_HEADER_LIST_BYTES_MAX)
                                        .setInitialWindowSize(HTTP2_STREAM_WINDOW_BYTES))
                        .setHttp2RstFloodMaxRstFramePerWindow(HTTP2_RESETS_MAX)
                        .setHttp2RstFloodWindowDuration(HTTP2_RESETS_WINDOW_S)
                        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                        .setHttp2MaxSmallContinuationFrames(HTTP2_SMALL_CONTINUATIONS_MAX);
        return Accepting.server(vertx, bounded, new Gate(this)).connectionHandler(this::begin);
    }

    /// TLS is done with, and the first settings of HTTP/2.
    private void begin(HttpConnection connection) {
        Channel channel = Accepting.channel(connection);
        Wire wire = channel.attr(Wire.KEY).get();
        if (wire == null || !(channel.remoteAddress() instanceof InetSocketAddress socket)) {
            throw new IllegalStateException("a connection that did not pass the gate");
        }
        // a proxy that speaks for nobody, or for somebody without an IP address, is the peer itself
        Source told = Accepting.proxied(channel);
        Source peer = told == null ? Source.of(socket.getAddress()) : told;
        if (Http2Conversation.isSpokenOn(wire)) {
            wire.begin(peer, Http2Conversation.on(wire, connection));
        } else {
            wire.begin(peer, Http1Conversation.on(wire));
        }
    }

    /// Who is at the other end of a connection of such a server; where the PROXY protocol is
    /// spoken, whom it names. Read once for each connection, and allocates nothing. To be called on
    /// the connection's event loop.
    public static Source peer(HttpConnection connection) {
        Wire wire = Accepting.channel(connection).attr(Wire.KEY).get();
        Source peer = wire == null ? null : wire.peer();
        if (peer == null) {
            throw new IllegalStateException("a connection that is not set up");
        }
        return peer;
    }

    /// Ends a connection on which a body was too slow, or is wanted no more. On its event loop.
    public void cutOff(HttpConnection connection) {
        Wire wire = Accepting.channel(connection).attr(Wire.KEY).get();
        if (wire != null) {
            wire.close(ClosedFor.BODY);
        }
    }

    /// Charges a connection to its source, unless that has opened too many in a short time.
    boolean isOverBudget(Source source) {
        boolean over = budgets.spend(source, Budget.CONNECTIONS, budgetShare.getAsDouble()) > 0;
        if (over) {
            budgets.refused(source);
        }
        return over;
    }

    Sweep sweepOf(EventLoop loop) {
        return sweeps.computeIfAbsent(loop, made -> new Sweep(made, nanoTime));
    }

    boolean isTrusted(Source source) {
        return trusted.test(source);
    }

    boolean isProxied() {
        return proxied;
    }

    OpenConnections open() {
        return open;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    ConnectionMetrics metrics() {
        return metrics;
    }

    long now() {
        return nanoTime.getAsLong();
    }
}
