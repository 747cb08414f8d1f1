package org.rempart.gateway.storage.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/// Files that nobody else on the machine may read, and whose names survive a power cut.
final class PrivateFiles {
    private PrivateFiles() {}

    /// Makes the directory and those above it that are missing. One that is there keeps its rights.
    static void createDirectories(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path folder = directory.toAbsolutePath();
        while (folder != null && !Files.exists(folder)) {
            missing.push(folder);
            folder = folder.getParent();
        }
        for (Path each : missing) {
            Files.createDirectories(
                    each,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            syncFolderOf(each);
        }
    }

    /// Makes an empty file.
    static void create(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        syncFolderOf(file);
    }

    /// A name is an entry of its folder, and reaches the disk with it.
    private static void syncFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }
}
