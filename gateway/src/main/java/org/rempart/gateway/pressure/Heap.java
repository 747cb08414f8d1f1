package org.rempart.gateway.pressure;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/// How full the heap is of what a collection could not free. Safe from any thread.
public final class Heap {
    private final List<MemoryPoolMXBean> pools =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();

    /// What was live after the last collection of each pool, as a share of the largest heap: 0
    /// before the first, and where the collector does not say.
    public double liveShare() {
        long live = 0;
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage usage = pool.getCollectionUsage();
            live += usage == null ? 0 : usage.getUsed();
        }
        return (double) live / Runtime.getRuntime().maxMemory();
    }
}
