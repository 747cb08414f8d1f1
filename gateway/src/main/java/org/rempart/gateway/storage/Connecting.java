package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;

/// The way to one connection over several hosts. The host that was good last is tried first; the
/// others join in as soon as one has failed, or has not answered for a moment. The first that is
/// ready wins, and the others are let go (RFC 8305, "Happy Eyeballs", does so with addresses).
///
/// Everything happens on the context it was started on.
final class Connecting {
    /// A login takes some 10 ms, on a far or busy server ten times that; a host that hangs delays
    /// no more than this.
    private static final long HEAD_START_MS = 300;

    private final Vertx vertx;
    private final int hosts;
    private final int first;
    private final BiFunction<Integer, Sockets, Future<Wire>> attempt;
    private final IntConsumer won;
    private final Promise<Wire> promise = Promise.promise();
    private final List<Sockets> underWay = new ArrayList<>();
    private int started;

    /// @param hosts how many there are
    /// @param first the one to begin with
    /// @param attempt connects to a host within a bounded time, and closes its sockets if it fails
    /// @param won is told which host was the one
    Connecting(
            Vertx vertx,
            int hosts,
            int first,
            BiFunction<Integer, Sockets, Future<Wire>> attempt,
            IntConsumer won) {
        this.vertx = vertx;
        this.hosts = hosts;
        this.first = first;
        this.attempt = attempt;
        this.won = won;
    }

    /// The connection, or why there is none; after the last attempt has ended at the latest.
    Future<Wire> future() {
        return promise.future();
    }

    /// Whether it is worth waiting for, or has brought a connection that is open still.
    boolean usable() {
        return !promise.future().succeeded() || promise.future().result().open();
    }

    void start() {
        if (promise.future().isComplete() || started == hosts) {
            return;
        }
        int host = (first + started) % hosts;
        started++;
        Sockets sockets = new Sockets();
        underWay.add(sockets);
        long next = vertx.setTimer(HEAD_START_MS, _ -> start());
        attempt.apply(host, sockets)
                .onComplete(result -> {
                    vertx.cancelTimer(next);
                    underWay.remove(sockets);
                    if (result.failed()) {
                        start();
                        if (underWay.isEmpty()) {
                            promise.tryFail(result.cause());
                        }
                    } else if (promise.tryComplete(result.result())) {
                        won.accept(host);
                        abandonOthers();
                    } else {
                        result.result().close();
                    }
                });
    }

    /// Ends it, unless it has ended: no socket stays behind.
    void giveUp() {
        if (promise.tryFail(
                new StorageException(Failure.NOT_CONNECTED, Failure.NOT_CONNECTED.words, null))) {
            abandonOthers();
        }
    }

    private void abandonOthers() {
        started = hosts;
        List.copyOf(underWay).forEach(Sockets::abandon);
    }
}
