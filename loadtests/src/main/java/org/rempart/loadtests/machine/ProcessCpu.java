package org.rempart.loadtests.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// CPU time of a process that works through others, as a database server does (Linux, `/proc`).
public final class ProcessCpu {
    /// `USER_HZ`, which is 100 wherever Linux runs a JVM (time(7), "The software clock").
    private static final long TICK_MS = 10;

    /// `utime`, `stime`, `cutime` and `cstime` of proc_pid_stat(5), counted from the field after
    /// the name.
    private static final int FIRST_FIELD = 11;

    private static final int FIELDS = 4;

    private ProcessCpu() {}

    /// Seconds that this process has used so far.
    public static double ownS() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                / 1e3;
    }

    /// Its own, that of its children, and that of those that have ended and were waited for.
    public static Duration withChildren(ProcessHandle process) throws IOException {
        List<Long> all = process.descendants().map(ProcessHandle::pid).toList();
        long ticks = ticks(process.pid());
        for (long child : all) {
            ticks += ticks(child);
        }
        return Duration.ofMillis(ticks * TICK_MS);
    }

    private static long ticks(long process) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
        } catch (NoSuchFileException e) {
            return 0; // it has just ended, and is its parent's
        }
        // the name is in brackets and may hold anything
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = FIRST_FIELD; i < FIRST_FIELD + FIELDS; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }
}
