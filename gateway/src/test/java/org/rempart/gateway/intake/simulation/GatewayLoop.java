package org.rempart.gateway.intake.simulation;

import org.rempart.gateway.intake.Loop;

/// An event loop of one life of a gateway. Tasks run in the order in which they were handed over.
final class GatewayLoop implements Loop {
    private static final double HAND_OVER_MS_MAX = 0.05;
    private static final double TIMER_LATE_MS_MAX = 1;

    private final SimulatedTime time;
    private final Life life;
    private final Chance chance;
    private long lastAt;

    GatewayLoop(SimulatedTime time, Life life, Chance chance) {
        this.time = time;
        this.life = life;
        this.chance = chance;
    }

    @Override
    public long nanoTime() {
        return time.now();
    }

    @Override
    public void after(long delayMs, Runnable task) {
        long late = chance.ms(0, TIMER_LATE_MS_MAX);
        time.at(time.now() + delayMs * SimulatedTime.MS + late, life, task);
    }

    @Override
    public void execute(Runnable task) {
        lastAt = Math.max(lastAt, time.now() + chance.ms(0, HAND_OVER_MS_MAX));
        time.at(lastAt, life, task);
    }
}
