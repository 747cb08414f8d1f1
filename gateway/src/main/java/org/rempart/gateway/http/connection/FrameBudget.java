package org.rempart.gateway.http.connection;

import java.util.concurrent.TimeUnit;

/// Frames of HTTP/2 that make work and ask for nothing: a token bucket. Browsers send a few of them
/// for each request (WINDOW_UPDATE, PING, PRIORITY).
final class FrameBudget {
    /// An answer of 100 KB costs its reader some ten window updates; 64 at once, 640.
    static final int FRAMES_MAX = 1_000;

    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private long fullAtNanos;

    FrameBudget(long nowNanos) {
        fullAtNanos = nowNanos;
    }

    /// Whether another frame is within the budget; if so it is charged.
    boolean spend(long nowNanos) {
        long next = (fullAtNanos - nowNanos > 0 ? fullAtNanos : nowNanos) + FRAME_NANOS;
        if (next - nowNanos > FRAMES_MAX * FRAME_NANOS) {
            return false;
        }
        fullAtNanos = next;
        return true;
    }
}
