package org.rempart.gateway.storage;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/// One connection, made when it is first needed and again after it failed in a way that asks for
/// another ([Failure]).
///
/// Every use has a deadline, which covers the wait for the connection and the work. While there is
/// no connection yet nothing was sent, and connecting goes on for the uses to come, within its own
/// bounds. Once the work is under way, a server that hangs would hold it for ever: the connection
/// is dropped, and the next use gets a new one.
///
/// Safe from any thread; everything happens on the context it was made with, and so do the
/// completions of the futures it returns.
public final class Link {
    private final Context context;
    private final Vertx vertx;
    private final Connector connector;
    private final long deadlineMs;
    private final Consumer<PgConnection> onConnect;
    private @Nullable Connecting current;
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

    /// Runs `work` on the connection. Fails with what `work` failed with, or with a
    /// [StorageException] that tells whether `work` had begun.
    <T> Future<T> use(Function<PgConnection, Future<T>> work) {
        Use<T> use = new Use<>(work);
        if (context.equals(Vertx.currentContext())) {
            use.start();
        } else {
            context.runOnContext(_ -> use.start());
        }
        return use.promise.future();
    }

    private final class Use<T> {
        private final Function<PgConnection, Future<T>> work;
        private final Promise<T> promise = Promise.promise();
        private @Nullable Wire underWay;
        private long timer;

        Use(Function<PgConnection, Future<T>> work) {
            this.work = work;
        }

        void start() {
            if (closed) {
                promise.fail(notConnected("the link is closed", null));
                return;
            }
            Connecting used = connecting();
            timer = vertx.setTimer(deadlineMs, _ -> late(used));
            used.future().onComplete(result -> connected(used, result));
        }

        private void connected(Connecting used, AsyncResult<Wire> result) {
            if (promise.future().isComplete()) {
                return;
            }
            if (result.failed()) {
                vertx.cancelTimer(timer);
                Throwable cause = result.cause();
                promise.fail(notConnected(Failure.describe(cause), cause));
                return;
            }
            underWay = result.result();
            Future.succeededFuture(underWay.connection())
                    .compose(work)
                    .onComplete(done -> done(used, done));
        }

        private void done(Connecting used, AsyncResult<T> result) {
            vertx.cancelTimer(timer);
            if (promise.future().isComplete()) {
                return;
            }
            if (result.succeeded()) {
                promise.complete(result.result());
            } else {
                if (Failure.of(result.cause()).connection == Failure.Connection.REPLACED) {
                    forget(used);
                    used.future().onSuccess(Wire::close);
                }
                promise.fail(result.cause());
            }
        }

        private void late(Connecting used) {
            if (underWay == null) {
                promise.tryFail(notConnected("none within the deadline", null));
            } else if (promise.tryFail(
                    new StorageException(Failure.NO_ANSWER, Failure.NO_ANSWER.words, null))) {
                forget(used);
                underWay.abandon();
            }
        }
    }

    private static StorageException notConnected(String why, @Nullable Throwable cause) {
        return new StorageException(
                Failure.NOT_CONNECTED, Failure.NOT_CONNECTED.words + ": " + why, cause);
    }

    private Connecting connecting() {
        Connecting known = current;
        if (known != null && known.usable()) {
            return known;
        }
        Connecting made = connector.connect();
        current = made;
        made.future()
                .onComplete(result -> {
                    if (result.failed()) {
                        forget(made);
                    } else {
                        Wire wire = result.result();
                        wire.connection().closeHandler(_ -> forget(made));
                        wire.connection()
                                .exceptionHandler(_ -> {
                                    forget(made);
                                    wire.close();
                                });
                        onConnect.accept(wire.connection());
                    }
                });
        return made;
    }

    private void forget(Connecting gone) {
        if (gone.equals(current)) {
            current = null;
        }
    }

    /// Closes the connection, whether the server takes part in that or not; what is under way
    /// fails.
    public Future<Void> close() {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(_ -> {
            closed = true;
            Connecting known = current;
            current = null;
            if (known == null) {
                promise.complete();
            } else {
                known.giveUp();
                known.future()
                        .compose(Wire::close)
                        .otherwiseEmpty()
                        .onComplete(_ -> promise.complete());
            }
        });
        return promise.future();
    }
}
