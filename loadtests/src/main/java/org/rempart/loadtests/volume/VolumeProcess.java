package org.rempart.loadtests.volume;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;
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
    private final Path folder;
    private @Nullable VolumePlan plan;

    private VolumeProcess(ForkedJvm process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /// Starts the process and waits until it is ready to send.
    ///
    /// @param folder where its plan, figures and log go
    public static VolumeProcess start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.deleteIfExists(result(folder));
        ForkedJvm process =
                ForkedJvm.start(
                        List.of(HEAP, "-XX:+UseSerialGC"),
                        VolumeMain.class.getName(),
                        List.of(plan(folder).toString(), result(folder).toString()),
                        folder.resolve("volume.log"));
        try {
            process.awaitLine(VolumeMain.READY, READY_MAX);
            return new VolumeProcess(process, folder);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /// Has it begin.
    public void begin(VolumePlan begun) throws IOException {
        plan = begun;
        begun.write(plan(folder));
        process.tell("begin");
    }

    /// Waits for its end and its figures; one that does not end in time is ended, and has none.
    public VolumeFigures figures() throws IOException, InterruptedException {
        VolumePlan begun = plan;
        if (begun == null) {
            throw new IllegalStateException("a volume has figures once it has begun");
        }
        boolean ended = process.ended(Duration.ofSeconds(begun.seconds()).plus(END_MAX));
        return ended && Files.exists(result(folder))
                ? new ObjectMapper().readValue(result(folder).toFile(), VolumeFigures.class)
                : VolumeFigures.none(begun.kind().label());
    }

    private static Path plan(Path folder) {
        return folder.resolve("plan.json").toAbsolutePath();
    }

    private static Path result(Path folder) {
        return folder.resolve("figures.json").toAbsolutePath();
    }

    @Override
    public void close() {
        process.close();
    }
}
