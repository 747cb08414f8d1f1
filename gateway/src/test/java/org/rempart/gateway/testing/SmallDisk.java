package org.rempart.gateway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A file system of a few MiB that a test can fill up. Mounting takes root's rights; without them
/// the test is skipped.
public final class SmallDisk implements AutoCloseable {
    private static final long COMMAND_WAIT_S_MAX = 10;
    private static final int BLOCK_BYTES = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// Mounts one on that folder.
    public static SmallDisk mount(Path folder, int mebibytes) {
        Requires.that(
                run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder),
                "No small file system can be mounted here; as root, in a container that may mount,"
                        + " it can.");
        return new SmallDisk(folder);
    }

    /// Where it is.
    public Path folder() {
        return folder;
    }

    /// Leaves no room for another block.
    public void fill() {
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(new byte[BLOCK_BYTES]);
            }
        } catch (IOException _) {
            // it is full
        }
    }

    /// Makes the room again.
    public void free() {
        try {
            Files.delete(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() {
        run("umount", "-l", folder);
    }

    private static boolean run(Object... command) {
        try {
            Process process =
                    new ProcessBuilder(Stream.of(command).map(String::valueOf).toList())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(COMMAND_WAIT_S_MAX, TimeUnit.SECONDS)
                    && process.exitValue() == 0;
        } catch (IOException _) {
            return false; // there is no such command
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
