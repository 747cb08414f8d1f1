package org.rempart.loadtests.watcher;

import org.rempart.loadtests.verdict.Latency;

import java.util.HashMap;
import java.util.Map;

/// Counts reads and times them. What is due before all watch is counted and not timed: a generator
/// that starts cold measures its own warming up. Of one thread.
final class ReadTally {
    private static final int STATUS_END = 600;

    private final Latency waited = new Latency();
    private final Latency lateness = new Latency();
    private final long[] answers = new long[STATUS_END];
    private final long timedFromNanos;
    private long due;
    private long sent;
    private long dropped;
    private long lost;
    private long opened;

    /// @param timedFromNanos when all watch, on the scale of `System.nanoTime()`
    ReadTally(long timedFromNanos) {
        this.timedFromNanos = timedFromNanos;
    }

    /// The generator has come to a read.
    void due(long dueNanos, long nowNanos) {
        due++;
        if (dueNanos >= timedFromNanos) {
            lateness.record(nowNanos - dueNanos);
        }
    }

    void dropped() {
        dropped++;
    }

    void opened() {
        opened++;
    }

    void sent() {
        sent++;
    }

    void lost() {
        lost++;
    }

    void answered(int status, long dueNanos, long nowNanos) {
        answers[status < STATUS_END ? status : 0]++;
        if (dueNanos >= timedFromNanos) {
            waited.record(nowNanos - dueNanos);
        }
    }

    WatchersFigures figures(WatchersPlan plan) {
        Map<String, Long> byStatus = new HashMap<>();
        for (int status = 0; status < STATUS_END; status++) {
            if (answers[status] > 0) {
                byStatus.put(Integer.toString(status), answers[status]);
            }
        }
        double cpuSeconds =
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(cpu -> cpu.toMillis() / 1000.0)
                        .orElse(0.0);
        return new WatchersFigures(
                plan.watchers(),
                plan.sources().size(),
                due,
                sent,
                dropped,
                byStatus,
                lost,
                opened,
                waited.percentiles(),
                lateness.percentiles(),
                cpuSeconds);
    }
}
