package org.rempart.loadtests.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// The embedded PostgreSQL of a gateway that was ended by force: it lives on, and its own lock file
/// names it (PostgreSQL, "Database File Layout": the first line of `postmaster.pid`).
final class OrphanedDatabase {
    private static final String LOCK_FILE = "postmaster.pid";

    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private OrphanedDatabase() {}

    /// Ends the server of a data folder, if one is left.
    static void end(Path data) {
        lockFile(data).flatMap(OrphanedDatabase::process).ifPresent(OrphanedDatabase::end);
    }

    private static Optional<Path> lockFile(Path data) {
        if (!Files.isDirectory(data)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.endsWith(LOCK_FILE)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> process(Path lockFile) {
        try {
            List<String> lines = Files.readAllLines(lockFile);
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void end(ProcessHandle server) {
        List<ProcessHandle> workers = server.descendants().toList();
        server.destroy();
        try {
            server.onExit().get(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            server.destroyForcibly();
            workers.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
