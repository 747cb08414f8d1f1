package org.rempart.gateway.price;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// What the event loops of this JVM have used up. Servers are compared within one JVM, one at work
/// at a time: the same compiler, the same collector, and nothing of the client that asks.
///
/// @param cpuNanos processor time, user and system
/// @param bytes allocated on the heap
record Expense(long cpuNanos, long bytes) {
    private static final String EVENT_LOOPS = "vert.x-eventloop-thread";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Expense now() {
        long[] ids =
                Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                        .filter(thread -> thread != null)
                        .filter(thread -> thread.getThreadName().startsWith(EVENT_LOOPS))
                        .mapToLong(thread -> thread.getThreadId())
                        .toArray();
        return new Expense(
                Arrays.stream(THREADS.getThreadCpuTime(ids)).sum(),
                Arrays.stream(THREADS.getThreadAllocatedBytes(ids)).sum());
    }

    Expense since(Expense before) {
        return new Expense(cpuNanos - before.cpuNanos, bytes - before.bytes);
    }
}
