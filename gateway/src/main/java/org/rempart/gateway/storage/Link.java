package org.rempart.gateway.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/// One connection, made when it is first needed and again after it failed. Every use has a
/// deadline; one that passes it gives the connection up, because a server that hangs would hold it
/// for ever, and the next use gets a new one.
///
/// Safe from any thread; everything happens on the context it was made with, and so do the
/// completions of the futures it returns.
public final class Link {
    private final Context context;
    private final Vertx vertx;
    private final Connector connector;
    private final long deadlineMs;
    private final Consumer<PgConnection> onConnect;
    private @Nullable Future<PgConnection> connection;
    private boolean closed;

    /// A link whose connections need nothing done to them.
    public Link(Vertx vertx, Context context, Connector connector, Duration deadline) {
        this(vertx, context, connector, deadline, _ -> {});
    }

    /// A link that hands each new connection to `onConnect` before its first use.
    Link(
            Vertx vertx,
            Context context,
            Connector connector,
            Duration deadline,
            Consumer<PgConnection> onConnect) {
        this.vertx = vertx;
        this.context = context;
        this.connector = connector;
        this.deadlineMs = deadline.toMillis();
        this.onConnect = onConnect;
    }

    /// Runs `work` on the connection. Fails with [StorageException] when the deadline passes, when
    /// no connection can be made, or with what `work` failed with.
    <T> Future<T> use(Function<PgConnection, Future<T>> work) {
        Promise<T> promise = Promise.promise();
        if (context.equals(Vertx.currentContext())) {
            run(work, promise);
        } else {
            context.runOnContext(_ -> run(work, promise));
        }
        return promise.future();
    }

    private <T> void run(Function<PgConnection, Future<T>> work, Promise<T> promise) {
        if (closed) {
            promise.fail(new StorageException("the connection is closed"));
            return;
        }
        Future<PgConnection> used = connected();
        long timer =
                vertx.setTimer(
                        deadlineMs,
                        _ -> {
                            if (promise.tryFail(
                                    new StorageException("no answer within the deadline"))) {
                                giveUp(used);
                            }
                        });
        used.compose(work)
                .onComplete(result -> {
                    vertx.cancelTimer(timer);
                    if (result.succeeded()) {
                        promise.tryComplete(result.result());
                    } else {
                        promise.tryFail(result.cause());
                    }
                });
    }

    private Future<PgConnection> connected() {
        Future<PgConnection> current = connection;
        if (current == null) {
            Future<PgConnection> made = connector.connect();
            connection = made;
            made.onComplete(result -> {
                if (result.failed()) {
                    forget(made);
                } else {
                    result.result().closeHandler(_ -> forget(made));
                    result.result().exceptionHandler(_ -> giveUp(made));
                    onConnect.accept(result.result());
                }
            });
            current = made;
        }
        return current;
    }

    private void forget(Future<PgConnection> gone) {
        if (gone.equals(connection)) {
            connection = null;
        }
    }

    private void giveUp(Future<PgConnection> hung) {
        forget(hung);
        hung.onSuccess(PgConnection::close);
    }

    /// Closes the connection; what is under way fails.
    public Future<Void> close() {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(_ -> {
            closed = true;
            Future<PgConnection> current = connection;
            connection = null;
            (current == null
                            ? Future.<Void>succeededFuture()
                            : current.compose(PgConnection::close))
                    .onComplete(_ -> promise.complete());
        });
        return promise.future();
    }
}
