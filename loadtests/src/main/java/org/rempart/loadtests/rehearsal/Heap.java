package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.MetricsPage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The heap of a gateway's process.
final class Heap {
    private static final Duration COLLECT_MAX = Duration.ofSeconds(20);

    private static final double MIB = 1 << 20;

    private Heap() {}

    /// Has it collected in full, by the JDK's own `jcmd`: what is in use then is what is held.
    static void collect(long process) throws IOException, InterruptedException {
        Process command =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(process),
                                "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!command.waitFor(COLLECT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            command.destroyForcibly();
            throw new IOException("the gateway's heap was not collected in time");
        }
    }

    /// Heap in use.
    static double usedMib(MetricsPage metrics) {
        return metrics.sum("jvm_memory_used_bytes", "area=\"heap\"") / MIB;
    }
}
