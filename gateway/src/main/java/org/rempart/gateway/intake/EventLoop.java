package org.rempart.gateway.intake;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/// The event loop of a context.
public record EventLoop(Vertx vertx, Context context) implements Loop {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void after(long delayMs, Runnable task) {
        vertx.setTimer(delayMs, _ -> task.run());
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }
}
