package org.rempart.loadtests.volume;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.UnixOperatingSystemMXBean;

import org.rempart.loadtests.machine.ForkedJvm;
import org.rempart.loadtests.verdict.SlowFigures;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Slow connections in a process of their own: sockets are counted by process.
public final class SlowProcess implements AutoCloseable {
    private static final String HEAP = "-Xmx256m";

    /// What a virtual machine has open beside its sockets.
    private static final long FILES = 200;

    /// Starting a virtual machine, closing twenty thousand sockets, writing the figures.
    private static final Duration OVERHEAD_MAX = Duration.ofSeconds(20);

    private final ForkedJvm process;
    private final SlowPlan plan;
    private final Path result;

    private SlowProcess(ForkedJvm process, SlowPlan plan, Path result) {
        this.process = process;
        this.plan = plan;
        this.result = result;
    }

    /// How many connections this machine lets a process open.
    public static int connectionsMax() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? Math.clamp(unix.getMaxFileDescriptorCount() - FILES, 1, 1_000_000)
                : 1_000;
    }

    /// Starts them.
    ///
    /// @param folder where their plan, figures and log go
    public static SlowProcess start(SlowPlan plan, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path planFile = folder.resolve("plan.json").toAbsolutePath();
        Path result = folder.resolve("figures.json").toAbsolutePath();
        Files.deleteIfExists(result);
        plan.write(planFile);
        return new SlowProcess(
                ForkedJvm.start(
                        List.of(HEAP, "-XX:+UseSerialGC"),
                        SlowMain.class.getName(),
                        List.of(planFile.toString(), result.toString()),
                        folder.resolve("slow.log")),
                plan,
                result);
    }

    /// Waits for their end and their figures; there are none if they do not end in time.
    public SlowFigures figures() throws IOException, InterruptedException {
        boolean ended = process.ended(Duration.ofSeconds(plan.seconds()).plus(OVERHEAD_MAX));
        return ended && Files.exists(result)
                ? new ObjectMapper().readValue(result.toFile(), SlowFigures.class)
                : SlowFigures.none(plan.connections());
    }

    @Override
    public void close() {
        process.close();
    }
}
