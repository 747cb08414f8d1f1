package org.rempart.gateway.http;

import io.vertx.core.Vertx;

import org.rempart.gateway.intake.LaneClock;

/// A lane's time on an event loop.
record EventLoopClock(Vertx vertx) implements LaneClock {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void after(long delayMs, Runnable task) {
        vertx.setTimer(delayMs, _ -> task.run());
    }
}
