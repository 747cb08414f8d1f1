package org.rempart.gateway.http.connection;

import org.jspecify.annotations.Nullable;

/// What is said on a connection once it is set up. Belongs to the event loop of the connection.
sealed interface Conversation permits Http1Conversation, Http2Conversation {
    /// Which deadline it has missed, if any.
    @Nullable ClosedFor late(long nowNanos);
}
