package org.rempart.loadtests.volume;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.ForkedJvm;
import org.rempart.loadtests.verdict.VolumeFigures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A volume in a process of its own: its threads and its collector do not stand in the genuine
/// signers' way, and it can be ended on the minute.
public final class VolumeProcess implements AutoCloseable {
    private static final String HEAP = "-Xmx256m";

    /// Starting a virtual machine and measuring the reach.
    private static final Duration READY_MAX = Duration.ofSeconds(30);

    /// Closing twenty thousand connections and writing the figures.
    private static final Duration END_MAX = Duration.ofSeconds(10);

    private final ForkedJvm process;
    private final VolumePlan plan;
    private final Path result;

    private VolumeProcess(ForkedJvm process, VolumePlan plan, Path result) {
        this.process = process;
        this.plan = plan;
        this.result = result;
    }

    /// Starts the process and waits until it is ready to send.
    ///
    /// @param folder where its plan, figures and log go
    public static VolumeProcess start(VolumePlan plan, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path planFile = folder.resolve("plan.json").toAbsolutePath();
        Path result = folder.resolve("figures.json").toAbsolutePath();
        Files.deleteIfExists(result);
        plan.write(planFile);
        ForkedJvm process =
                ForkedJvm.start(
                        List.of(HEAP, "-XX:+UseSerialGC"),
                        VolumeMain.class.getName(),
                        List.of(planFile.toString(), result.toString()),
                        folder.resolve("volume.log"));
        try {
            process.awaitLine(VolumeMain.READY, READY_MAX);
            return new VolumeProcess(process, plan, result);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /// Has it begin.
    public void begin() throws IOException {
        process.tell("begin");
    }

    /// Waits for its end and its figures; one that does not end in time is ended, and has none.
    public VolumeFigures figures() throws IOException, InterruptedException {
        boolean ended = process.ended(Duration.ofSeconds(plan.seconds()).plus(END_MAX));
        return ended && Files.exists(result)
                ? new ObjectMapper().readValue(result.toFile(), VolumeFigures.class)
                : VolumeFigures.none(plan.kind().label());
    }

    @Override
    public void close() {
        process.close();
    }
}
