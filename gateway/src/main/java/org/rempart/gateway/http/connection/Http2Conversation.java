package org.rempart.gateway.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpConnection;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// HTTP/2 on a connection: since when there has been no stream, which streams still wait for a body
/// or for a client that opens its window, and how many frames came that ask for nothing.
///
/// Until a head is whole there is no stream; [Http2Heads] sees it come.
final class Http2Conversation extends Http2ConnectionAdapter implements Conversation {
    /// As on HTTP/1.
    static final int REQUESTS_MAX = Http1Conversation.REQUESTS_MAX;

    /// What is granted in SETTINGS holds once a client has acknowledged it; until then browsers
    /// take 100 for granted (RFC 9113, section 6.5.2), and who never does would have no limit.
    static final int STREAMS_MAX = 128;

    /// What is still asked for when it has been told to go has so long.
    private static final long GO_AWAY_WAIT_S_MAX = 10;

    /// Streams are looked at less often than connections: there may be 64 on each.
    private static final long LOOK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final class Times {
        final long beganNanos;
        boolean answered;
        boolean stuck;
        long stuckSinceNanos;

        Times(long nowNanos) {
            beganNanos = nowNanos;
        }
    }

    private final Wire wire;
    private final HttpConnection told;
    private final Http2ConnectionHandler handler;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey key;
    private final FrameBudget frames;
    private long sinceNanos;
    private long lookedNanos;
    private int requests;

    private Http2Conversation(Wire wire, HttpConnection told, Http2ConnectionHandler handler) {
        this.wire = wire;
        this.told = told;
        this.handler = handler;
        this.connection = handler.connection();
        this.key = connection.newKey();
        this.sinceNanos = wire.connections().now();
        this.frames = new FrameBudget(sinceNanos);
    }

    /// Whether that connection is set up for HTTP/2.
    static boolean isSpokenOn(Wire wire) {
        return wire.channel().pipeline().get(Http2ConnectionHandler.class) != null;
    }

    static Http2Conversation on(Wire wire, HttpConnection told) {
        Http2Conversation made =
                new Http2Conversation(
                        wire, told, wire.channel().pipeline().get(Http2ConnectionHandler.class));
        made.connection.addListener(made);
        made.listenToFrames();
        return made;
    }

    private void listenToFrames() {
        handler.decoder().frameListener(new Frames(handler.decoder().frameListener()));
    }

    private void charge() {
        if (!frames.spend(wire.connections().now())) {
            wire.close(ClosedFor.FRAMES);
        }
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        stream.setProperty(key, new Times(wire.connections().now()));
        requests++;
        if (connection.numActiveStreams() > STREAMS_MAX) {
            wire.close(ClosedFor.FLOOD);
        } else if (requests == REQUESTS_MAX) {
            var _ = told.shutdown(GO_AWAY_WAIT_S_MAX, TimeUnit.SECONDS);
        }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        if (connection.numActiveStreams() == 0) {
            sinceNanos = wire.connections().now();
        }
    }

    @Override
    public @Nullable ClosedFor late(long nowNanos) {
        Deadlines deadlines = wire.connections().deadlines();
        if (wire.heads().elapsedNanos(nowNanos) > deadlines.head().toNanos()) {
            return ClosedFor.HEAD;
        }
        if (connection.numActiveStreams() == 0) {
            long elapsed = nowNanos - sinceNanos;
            if (requests == 0) {
                return elapsed > deadlines.firstLine().toNanos() ? ClosedFor.FIRST_LINE : null;
            }
            return elapsed > deadlines.silence().toNanos() ? ClosedFor.SILENCE : null;
        }
        if (nowNanos - lookedNanos < LOOK_INTERVAL_NANOS) {
            return null;
        }
        lookedNanos = nowNanos;
        ClosedFor late = lateStream(nowNanos);
        wire.channel().flush();
        return late;
    }

    private @Nullable ClosedFor lateStream(long nowNanos) {
        ClosedFor[] late = new ClosedFor[1];
        try {
            connection.forEachActiveStream(stream -> {
                late[0] = late(stream, nowNanos);
                return late[0] == null;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException("looking at a stream does nothing to it", e);
        }
        return late[0];
    }

    private @Nullable ClosedFor late(Http2Stream stream, long nowNanos) {
        Times times = stream.getProperty(key);
        if (times == null) {
            return null;
        }
        Deadlines deadlines = wire.connections().deadlines();
        boolean bodyComes =
                stream.state() == Http2Stream.State.OPEN
                        || stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL;
        if (bodyComes && nowNanos - times.beganNanos > deadlines.body().toNanos()) {
            return ClosedFor.BODY;
        }
        if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
            endUnlessItIsNew(stream, times);
            return null;
        }
        Http2RemoteFlowController flow = connection.remote().flowController();
        // what waits for the window may be held by the flow controller or not yet have got to it
        if (flow.isWritable(stream) && !flow.hasFlowControlled(stream)) {
            times.stuck = false;
        } else if (!times.stuck) {
            times.stuck = true;
            times.stuckSinceNanos = nowNanos;
        }
        return times.stuck && nowNanos - times.stuckSinceNanos > deadlines.answer().toNanos()
                ? ClosedFor.ANSWER
                : null;
    }

    /// Whoever has the whole answer may be asked to send no more (RFC 9113, section 8.1). What is
    /// on its way when the answer is has from one look to the next to come.
    private void endUnlessItIsNew(Http2Stream stream, Times times) {
        if (times.answered) {
            ChannelHandlerContext context = wire.channel().pipeline().context(handler);
            var _ =
                    handler.resetStream(
                            context, stream.id(), Http2Error.NO_ERROR.code(), context.newPromise());
        }
        times.answered = true;
    }

    /// Counts what passes, and lets no request through that came in one packet with what the
    /// connection was closed for.
    private final class Frames extends Http2FrameListenerDecorator {
        Frames(Http2FrameListener listener) {
            super(listener);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers headers,
                int padding,
                boolean end)
                throws Http2Exception {
            if (wire.channel().isOpen()) {
                super.onHeadersRead(context, stream, headers, padding, end);
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean end)
                throws Http2Exception {
            if (wire.channel().isOpen()) {
                super.onHeadersRead(
                        context, stream, headers, dependency, weight, exclusive, padding, end);
            }
        }

        @Override
        public int onDataRead(
                ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean end)
                throws Http2Exception {
            charge();
            return super.onDataRead(context, stream, data, padding, end);
        }

        @Override
        public void onPriorityRead(
                ChannelHandlerContext context,
                int stream,
                int dependency,
                short weight,
                boolean exclusive)
                throws Http2Exception {
            charge();
            super.onPriorityRead(context, stream, dependency, weight, exclusive);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext context, int stream, long error)
                throws Http2Exception {
            charge();
            super.onRstStreamRead(context, stream, error);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
                throws Http2Exception {
            charge();
            super.onSettingsRead(context, settings);
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
            charge();
            super.onSettingsAckRead(context);
        }

        @Override
        public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
            charge();
            super.onPingRead(context, data);
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
            charge();
            super.onPingAckRead(context, data);
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext context, int stream, int increment)
                throws Http2Exception {
            charge();
            super.onWindowUpdateRead(context, stream, increment);
        }

        @Override
        public void onUnknownFrame(
                ChannelHandlerContext context,
                byte type,
                int stream,
                Http2Flags flags,
                ByteBuf payload)
                throws Http2Exception {
            charge();
            super.onUnknownFrame(context, type, stream, flags, payload);
        }
    }
}
