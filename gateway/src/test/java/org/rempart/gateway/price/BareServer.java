package org.rempart.gateway.price;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

import java.util.concurrent.TimeUnit;

/// The framework alone, with one event loop and the gateway's options: every request gets the same
/// answer.
final class BareServer implements AutoCloseable {
    private static final long WAIT_S_MAX = 20;

    private final Vertx vertx;
    private final HttpServer server;

    /// @param body what every answer holds; empty: nothing
    @SuppressWarnings("MissingSummary")
    BareServer(int status, String body) {
        vertx =
                Vertx.vertx(
                        new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        Buffer bytes = Buffer.buffer(body);
        server =
                await(
                        vertx.createHttpServer(
                                        new HttpServerOptions()
                                                .setHost("127.0.0.1")
                                                .setPort(0)
                                                .setMaxInitialLineLength(2_048)
                                                .setMaxHeaderSize(8_192)
                                                .setHttp2ClearTextEnabled(false)
                                                .setHandle100ContinueAutomatically(true)
                                                .setIdleTimeout(30)
                                                .setIdleTimeoutUnit(TimeUnit.SECONDS))
                                .requestHandler(request ->
                                        request.response().setStatusCode(status).end(bytes))
                                .listen());
    }

    int port() {
        return server.actualPort();
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(WAIT_S_MAX, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
