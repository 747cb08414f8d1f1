package org.rempart.gateway.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// HTTP/1 on a connection: which part of a request is being waited for, and whether one waits for
/// its answer.
///
/// Two handlers around the decoder. The one before it lets one request through at a time, and none
/// behind one that waits or while the client does not read: HTTP/1.1 lets a client send the next
/// ones before it has the answer (RFC 9112, section 9.3.2), but what it has sent meanwhile stays as
/// it came. Left alone, the decoder makes objects of all that it gets, and the answers to 2,000
/// requests sent in one write pile up in memory; and what waits behind a request that is being
/// answered, Vert.x forgets to release when the connection ends (measured: a flood that gave up on
/// refusals held back had all direct memory, 256 MiB, in 26 s). The one behind it sees requests and
/// answers go by.
final class Http1Conversation implements Conversation {
    /// Then the connection is closed behind the answer, so that load balancers can spread those who
    /// stay for ever.
    static final int REQUESTS_MAX = 10_000;

    /// A record of TLS is 16 KiB; more than a few come only from one who does not stop when he is
    /// not read.
    private static final int HELD_BYTES_MAX = 65_536;

    /// So much is read ahead while a request waits: enough for the next one, and while we read we
    /// learn at once that a client has gone.
    private static final int READ_AHEAD_BYTES = 4_096;

    private enum Awaited {
        REQUEST,
        REST_OF_HEAD,
        BODY
    }

    private final Wire wire;
    private final Valve valve = new Valve();
    private Awaited awaited = Awaited.REQUEST;
    private long sinceNanos;
    private int requests;
    private boolean waiting;
    private boolean whole;
    private long parts;
    private int undecodedBytes;

    private Http1Conversation(Wire wire) {
        this.wire = wire;
        this.sinceNanos = wire.connections().now();
    }

    /// Puts both handlers into the pipeline of that connection, which is set up for HTTP/1.
    static Http1Conversation on(Wire wire) {
        ChannelPipeline pipeline = wire.channel().pipeline();
        Http1Conversation made = new Http1Conversation(wire);
        ByteToMessageDecoder decoder = (ByteToMessageDecoder) pipeline.get("httpDecoder");
        decoder.setSingleDecode(true);
        decoder.setCumulator(made::gather);
        pipeline.addBefore("httpDecoder", "valve", made.valve);
        pipeline.addBefore("handler", "requests", made.new Requests());
        return made;
    }

    /// What the decoder has before it, of which it tells nobody.
    private ByteBuf gather(ByteBufAllocator allocator, ByteBuf rest, ByteBuf more) {
        ByteBuf all = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, rest, more);
        undecodedBytes = all.readableBytes();
        return all;
    }

    @Override
    public @Nullable ClosedFor late(long nowNanos) {
        if (valve.shut) {
            sinceNanos = nowNanos; // it is us who do not read
            return null;
        }
        Deadlines deadlines = wire.connections().deadlines();
        long elapsed = nowNanos - sinceNanos;
        return switch (awaited) {
            case REST_OF_HEAD -> elapsed > deadlines.head().toNanos() ? ClosedFor.HEAD : null;
            case BODY -> elapsed > deadlines.body().toNanos() ? ClosedFor.BODY : null;
            case REQUEST -> {
                if (waiting) {
                    yield null;
                }
                if (requests == 0) {
                    yield elapsed > deadlines.firstLine().toNanos() ? ClosedFor.FIRST_LINE : null;
                }
                yield elapsed > deadlines.silence().toNanos() ? ClosedFor.SILENCE : null;
            }
        };
    }

    private void await(Awaited next) {
        awaited = next;
        sinceNanos = wire.connections().now();
    }

    private boolean mayGoOn() {
        return !(waiting && whole) && wire.channel().isWritable();
    }

    /// Between the bytes and the decoder.
    private final class Valve extends ChannelDuplexHandler {
        private final Deque<ByteBuf> held = new ArrayDeque<>(0);
        private int heldBytes;
        private boolean shut;
        private boolean stopped;
        private boolean feeding;
        private @Nullable ChannelHandlerContext context;

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext removed) {
            held.forEach(ByteBuf::release);
            held.clear();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (!(message instanceof ByteBuf bytes)) {
                ctx.fireChannelRead(message);
                return;
            }
            if (awaited == Awaited.REQUEST) {
                await(Awaited.REST_OF_HEAD);
            }
            if (shut || feeding) {
                hold(bytes);
            } else {
                feed(ctx, bytes);
            }
        }

        private void hold(ByteBuf bytes) {
            held.add(bytes);
            heldBytes += bytes.readableBytes();
            if (heldBytes > HELD_BYTES_MAX) {
                wire.close(ClosedFor.FLOOD);
            } else if (heldBytes > READ_AHEAD_BYTES && !stopped) {
                stopped = true;
                wire.channel().config().setAutoRead(false);
            }
        }

        /// Lets requests through, part by part, as long as there are any and they may go on.
        private void feed(ChannelHandlerContext ctx, ByteBuf bytes) {
            feeding = true;
            try {
                long before = parts;
                ctx.fireChannelRead(bytes);
                while (parts != before && mayGoOn()) {
                    before = parts;
                    ctx.fireChannelRead(Unpooled.EMPTY_BUFFER);
                }
                if (parts == before && undecodedBytes > 0 && awaited == Awaited.REQUEST) {
                    await(Awaited.REST_OF_HEAD); // which came together with the request before it
                }
            } finally {
                feeding = false;
            }
            shut = !mayGoOn();
        }

        /// Others turn reading on again when they have no reason of their own against it.
        @Override
        public void read(ChannelHandlerContext ctx) {
            if (stopped) {
                ctx.channel().config().setAutoRead(false);
            } else {
                ctx.read();
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            ctx.fireChannelWritabilityChanged();
            goOnSoon();
        }

        /// Not at once: whoever has just answered has not finished with it.
        void goOnSoon() {
            ChannelHandlerContext ctx = context;
            if (shut && mayGoOn() && ctx != null) {
                ctx.executor().execute(() -> goOn(ctx));
            }
        }

        private void goOn(ChannelHandlerContext ctx) {
            if (!shut || feeding || !mayGoOn() || ctx.isRemoved()) {
                return;
            }
            shut = false;
            feed(ctx, Unpooled.EMPTY_BUFFER);
            while (!shut && !held.isEmpty()) {
                ByteBuf next = held.remove();
                heldBytes -= next.readableBytes();
                feed(ctx, next);
            }
            ctx.fireChannelReadComplete();
            if (stopped && heldBytes <= READ_AHEAD_BYTES) {
                stopped = false;
                ctx.channel().config().setAutoRead(true);
            }
        }
    }

    /// Between the decoder and those who answer.
    private final class Requests extends ChannelDuplexHandler {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (!ctx.channel().isActive()) {
                ReferenceCountUtil.release(message); // there is nobody to answer
                return;
            }
            parts++;
            if (message instanceof HttpRequest request) {
                begins(request);
            }
            if (message instanceof LastHttpContent) {
                whole = true;
                await(Awaited.REQUEST);
            }
            ctx.fireChannelRead(message);
        }

        private void begins(HttpRequest request) {
            requests++;
            waiting = true;
            whole = false;
            await(Awaited.BODY);
            if (requests >= REQUESTS_MAX) {
                request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof LastHttpContent && !isInterim(message)) {
                waiting = false;
                if (awaited == Awaited.REQUEST) {
                    sinceNanos = wire.connections().now();
                }
                valve.goOnSoon();
            }
            var _ = ctx.write(message, promise);
        }

        /// A connection that the other side has reset has ended, and there is nobody to tell: those
        /// who answer would stumble over requests that wait behind one another, and log it.
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof IOException) {
                var _ = ctx.close();
            } else {
                ctx.fireExceptionCaught(cause);
            }
        }

        /// 100 Continue is not the answer.
        private static boolean isInterim(Object message) {
            return message instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
    }
}
