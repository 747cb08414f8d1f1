package org.rempart.gateway.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

import java.util.function.LongSupplier;

/// Reads along with HTTP/2 where its frames begin and end (RFC 9113, section 4.1), to know since
/// when a head has been under way: the library tells of one when it is whole. Any frame but DATA,
/// which the deadline for bodies bounds, has as long.
///
/// Belongs to the event loop of the connection. Stands behind TLS from the first byte on.
final class Http2Heads extends ChannelInboundHandlerAdapter {
    private static final int PREFACE_BYTES = 24;
    private static final int FRAME_HEAD_BYTES = 9;
    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;

    private static final int DATA = 0x0;
    private static final int HEADERS = 0x1;
    private static final int CONTINUATION = 0x9;
    private static final int END_HEADERS = 0x4;

    private final LongSupplier nanoTime;
    private int payloadBytes = PREFACE_BYTES;
    private int headBytes = FRAME_HEAD_BYTES;
    private int length;
    private int type = DATA;
    private int flags;
    private boolean blockOpen;
    private boolean underWay;
    private long sinceNanos;

    Http2Heads(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// How long what is under way has been; 0 when nothing is.
    long elapsedNanos(long nowNanos) {
        return underWay ? nowNanos - sinceNanos : 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!context.channel().isOpen()) {
            ReferenceCountUtil.release(message); // closed for what came before it
            return;
        }
        if (message instanceof ByteBuf bytes) {
            follow(bytes);
        }
        context.fireChannelRead(message);
    }

    private void follow(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (payloadBytes > 0) {
                int passed = Math.min(payloadBytes, end - at);
                payloadBytes -= passed;
                at += passed;
            } else {
                if (headBytes == FRAME_HEAD_BYTES) {
                    begins();
                }
                head(bytes.getUnsignedByte(at));
                at++;
            }
            if (payloadBytes == 0 && headBytes == FRAME_HEAD_BYTES) {
                ends();
            }
        }
    }

    private void begins() {
        headBytes = 0;
        length = 0;
        if (!underWay) {
            underWay = true;
            sinceNanos = nanoTime.getAsLong();
        }
    }

    private void head(int next) {
        if (headBytes < TYPE_AT) {
            length = length << 8 | next;
        } else if (headBytes == TYPE_AT) {
            type = next;
        } else if (headBytes == FLAGS_AT) {
            flags = next;
        }
        headBytes++;
        if (headBytes == FRAME_HEAD_BYTES) {
            payloadBytes = length;
            if (type == HEADERS || type == CONTINUATION) {
                blockOpen = (flags & END_HEADERS) == 0;
            } else if (type == DATA) {
                underWay = blockOpen;
            }
        }
    }

    private void ends() {
        underWay = blockOpen;
    }
}
