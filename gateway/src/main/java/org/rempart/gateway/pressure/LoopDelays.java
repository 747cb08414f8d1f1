package org.rempart.gateway.pressure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/// The delays of all event loops; as many as there are loops. Safe from any thread.
public final class LoopDelays {
    private final LongSupplier nanoTime;
    private final List<LoopDelay> delays = new CopyOnWriteArrayList<>();

    /// Measured by that clock, as [System#nanoTime].
    public LoopDelays(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// The delay of one more loop.
    public LoopDelay add() {
        LoopDelay delay = new LoopDelay(nanoTime);
        delays.add(delay);
        return delay;
    }

    /// No longer looks at a loop that ends.
    public void remove(LoopDelay delay) {
        delays.remove(delay);
    }

    /// The standing delay of the latest loop, nanoseconds.
    public long worstNanos() {
        return delays.stream().mapToLong(LoopDelay::standingNanos).max().orElse(0);
    }
}
