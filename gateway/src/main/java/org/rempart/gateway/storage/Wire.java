package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;

import java.util.concurrent.TimeUnit;

/// A connection and the socket under it.
record Wire(PgConnection connection, Sockets sockets) {
    /// A server that is well hangs up within milliseconds.
    private static final long CLOSE_WAIT_MS_MAX = 500;

    /// Whether something can still be sent; known a little before the connection tells its handler.
    boolean open() {
        return sockets.open();
    }

    /// Takes leave of the server, after what is under way. Always succeeds, and the socket is
    /// closed then.
    Future<Void> close() {
        return connection
                .close()
                .timeout(CLOSE_WAIT_MS_MAX, TimeUnit.MILLISECONDS)
                .onComplete(_ -> sockets.abandon())
                .otherwiseEmpty();
    }

    /// Drops the connection; what is under way fails.
    void abandon() {
        sockets.abandon();
    }
}
