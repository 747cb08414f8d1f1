package org.rempart.loadtests.watcher;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.ForkedJvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The watchers in a process of their own: its collector and its threads do not stand in the
/// genuine signers' way, and it can be ended on the minute.
public final class WatchersProcess implements AutoCloseable {
    private static final String HEAP = "-Xmx128m";

    /// Starting a virtual machine, the last answers, writing the figures.
    private static final Duration OVERHEAD_MAX = Duration.ofSeconds(15);

    private final ForkedJvm process;
    private final WatchersPlan plan;
    private final Path result;

    private WatchersProcess(ForkedJvm process, WatchersPlan plan, Path result) {
        this.process = process;
        this.plan = plan;
        this.result = result;
    }

    /// Starts them.
    ///
    /// @param folder where their plan, figures and log go
    public static WatchersProcess start(WatchersPlan plan, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path planFile = folder.resolve("plan.json").toAbsolutePath();
        Path result = folder.resolve("figures.json").toAbsolutePath();
        Files.deleteIfExists(result);
        plan.write(planFile);
        return new WatchersProcess(
                ForkedJvm.start(
                        List.of(HEAP, "-XX:+UseSerialGC"),
                        WatchersMain.class.getName(),
                        List.of(planFile.toString(), result.toString()),
                        folder.resolve("watchers.log")),
                plan,
                result);
    }

    /// Waits for their end and their figures; those that do not end in time are ended, and have
    /// none.
    public WatchersFigures figures() throws IOException, InterruptedException {
        Duration longest = Duration.ofMillis(plan.rampMs() + plan.holdMs()).plus(OVERHEAD_MAX);
        return process.ended(longest) && Files.exists(result)
                ? new ObjectMapper().readValue(result.toFile(), WatchersFigures.class)
                : WatchersFigures.none(plan);
    }

    @Override
    public void close() {
        process.close();
    }
}
