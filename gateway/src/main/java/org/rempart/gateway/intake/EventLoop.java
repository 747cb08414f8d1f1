package org.rempart.gateway.intake;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

import java.util.concurrent.RejectedExecutionException;

/// The event loop of a context. When that is closed, everything that belonged to it is gone, and
/// what others hand over to it goes nowhere: word of the journal's disk, when it comes too late.
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
        try {
            context.runOnContext(_ -> task.run());
        } catch (RejectedExecutionException _) {
            // said above
        }
    }
}
