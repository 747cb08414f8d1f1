package org.rempart.gateway.storage.journal;

import org.rempart.gateway.testing.Requires;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/// A disk that loses power, fails or fills up, for a process: `src/test/c/power_cut.c` is laid
/// between it and the C library.
final class ForgetfulDisk {
    private static final Path SOURCE = Path.of("src", "test", "c", "power_cut.c");

    private final Path library;
    private final Path folder;
    private final Path shadow;

    private ForgetfulDisk(Path library, Path folder, Path shadow) {
        this.library = library;
        this.folder = folder;
        this.shadow = shadow;
    }

    /// Makes one whose files are in `directory/disk`.
    static ForgetfulDisk in(Path directory) throws IOException, InterruptedException {
        String compiler = Requires.command("cc").toString();
        Requires.that(
                run(
                        directory,
                        compiler,
                        "-E",
                        "-include",
                        "gnu/libc-version.h",
                        "-xc",
                        "/dev/null"),
                "There is no glibc to compile against; on Debian, `apt-get install libc6-dev` brings it.");
        Path library = directory.resolve("power_cut.so");
        if (!run(
                directory,
                compiler,
                "-Wall",
                "-Wextra",
                "-Werror",
                "-O1",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                SOURCE.toAbsolutePath().toString())) {
            throw new AssertionError(Files.readString(directory.resolve("cc.log")));
        }
        return new ForgetfulDisk(
                library,
                Files.createDirectory(directory.toRealPath().resolve("disk")),
                Files.createDirectory(directory.toRealPath().resolve("shadow")));
    }

    private static boolean run(Path directory, String... command)
            throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("cc.log").toFile())
                        .start()
                        .waitFor()
                == 0;
    }

    JournalProcess startJournal() throws IOException {
        return JournalProcess.start(
                folder,
                Map.of(
                        "LD_PRELOAD", library.toString(),
                        "REMPART_DISK_FOLDER", folder.toString(),
                        "REMPART_DISK_SHADOW", shadow.toString()));
    }

    Path folder() {
        return folder;
    }

    /// What a power cut would have left, in a folder of its own.
    Path afterPowerCut() throws IOException {
        Path left = Files.createTempDirectory(shadow.getParent(), "left");
        for (String line : Files.readAllLines(shadow.resolve("names"))) {
            String id = line.substring(0, line.indexOf(' '));
            Path file = left.resolve(line.substring(line.indexOf(' ') + 1));
            if (Files.exists(shadow.resolve(id))) {
                Files.copy(shadow.resolve(id), file);
            } else {
                Files.createFile(file);
            }
        }
        return left;
    }

    /// From now on no log can be synced.
    void failSyncs() throws IOException {
        Files.createFile(shadow.resolve("fsync-fails"));
    }

    void mendSyncs() throws IOException {
        Files.delete(shadow.resolve("fsync-fails"));
    }

    /// From now on this much fits beside what is there.
    void leaveRoom(long bytes) throws IOException {
        long used = bytes;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                used += Files.size(file);
            }
        }
        Path unfinished = shadow.resolve("disk-bytes.unfinished");
        Files.write(unfinished, List.of(Long.toString(used)));
        Files.move(unfinished, shadow.resolve("disk-bytes"), StandardCopyOption.ATOMIC_MOVE);
    }
}
