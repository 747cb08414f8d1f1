package org.rempart.gateway.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.rempart.gateway.settings.DatabaseUrl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A PostgreSQL of the gateway's own, in its data directory: kept between starts, and recovered
/// after whatever ended the last one. It listens on the loopback interface only.
///
/// A lock on the directory keeps a second gateway out. A server that outlived a killed gateway is
/// stopped before another is started on its files.
public final class EmbeddedDatabase implements AutoCloseable {
    /// Crash recovery of a large WAL takes a while; past this something is wrong.
    private static final Duration START_WAIT_MAX = Duration.ofSeconds(60);

    private static final long ORPHAN_STOP_WAIT_S_MAX = 10;

    /// The library's defaults trade durability for speed. An acknowledged signature survives a
    /// power cut, so both are set to what PostgreSQL itself ships with.
    private static final Map<String, String> SERVER =
            Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "full_page_writes", "on",
                    "max_connections", "40",
                    "listen_addresses", "127.0.0.1",
                    "unix_socket_directories", "",
                    "logging_collector", "on",
                    "log_rotation_size", "10MB",
                    "log_filename", "postgresql.log",
                    "log_truncate_on_rotation", "on");

    private final FileChannel lockFile;
    private final EmbeddedPostgres server;

    private EmbeddedDatabase(FileChannel lockFile, EmbeddedPostgres server) {
        this.lockFile = lockFile;
        this.server = server;
    }

    /// Starts the server; returns when it takes connections. Blocks: for the start only.
    ///
    /// @throws StorageException if the directory is in use, cannot be written, or holds a database
    ///   that does not start
    public static EmbeddedDatabase start(Path dataDir) {
        FileChannel lockFile = lock(dataDir);
        try {
            Path files = dataDir.toAbsolutePath().resolve("postgresql");
            stopOrphan(files);
            Path unfinished = dataDir.resolve("postgresql.unfinished");
            clear(files, unfinished);
            var builder =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(files)
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPGStartupWait(START_WAIT_MAX)
                            .setOverrideWorkingDirectory(
                                    dataDir.toAbsolutePath().resolve("postgresql-server").toFile())
                            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
            SERVER.forEach(builder::setServerConfig);
            EmbeddedPostgres server = builder.start();
            finished(dataDir, unfinished);
            return new EmbeddedDatabase(lockFile, server);
        } catch (IOException | RuntimeException e) {
            closeQuietly(lockFile);
            throw e instanceof StorageException known
                    ? known
                    : new StorageException(
                            "the embedded PostgreSQL in "
                                    + dataDir
                                    + " does not start; its log is "
                                    + dataDir.resolve("postgresql/log/postgresql.log"),
                            e);
        }
    }

    private static FileChannel lock(Path dataDir) {
        FileChannel channel;
        try {
            Files.createDirectories(dataDir);
            channel =
                    FileChannel.open(
                            dataDir.resolve("gateway.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StorageException("cannot write to the data directory " + dataDir, e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (IOException | OverlappingFileLockException _) {
            // held by another gateway of this process, or not lockable at all: said below
        }
        closeQuietly(channel);
        throw new StorageException(
                "the data directory " + dataDir + " is in use by another gateway");
    }

    /// The first line of `postmaster.pid` is the process, as long as it runs (PostgreSQL manual,
    /// "Database File Layout"). After a crash the number may be another process's by now. That one
    /// is left alone and the file removed, or PostgreSQL would take it for the server; should it be
    /// the server after all, the lock on its shared memory still keeps a second one out.
    private static void stopOrphan(Path files) throws IOException {
        Path pidFile = files.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> holder =
                lines.isEmpty()
                        ? Optional.empty()
                        : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        if (holder.isPresent() && serves(holder.get(), files)) {
            stop(holder.get());
        } else {
            Files.delete(pidFile);
        }
    }

    /// The server has its directory among its arguments, as it was written then.
    private static boolean serves(ProcessHandle process, Path files) {
        return Stream.of(process.info().arguments().orElse(new String[0]))
                .anyMatch(argument -> {
                    try {
                        return Files.isSameFile(Path.of(argument), files);
                    } catch (IOException _) {
                        return false;
                    }
                });
    }

    private static void stop(ProcessHandle orphan) {
        orphan.destroy();
        try {
            orphan.onExit().get(ORPHAN_STOP_WAIT_S_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new StorageException(
                    "a PostgreSQL left by an earlier gateway (process "
                            + orphan.pid()
                            + ") does not stop",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while the database was started", e);
        }
    }

    /// A first start that was killed half way leaves files no server starts on. Nothing can have
    /// been stored in them, so they are made anew.
    private static void clear(Path files, Path unfinished) throws IOException {
        if (Files.exists(unfinished) && Files.exists(files)) {
            try (Stream<Path> all = Files.walk(files)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        if (!Files.exists(files)) {
            Files.writeString(unfinished, "");
        }
    }

    /// The mark is gone for good, whatever happens next, before anything is stored.
    private static void finished(Path dataDir, Path unfinished) throws IOException {
        if (Files.deleteIfExists(unfinished)) {
            try (FileChannel folder = FileChannel.open(dataDir, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    /// How to reach it.
    public DatabaseUrl url() {
        return new DatabaseUrl(
                List.of(new DatabaseUrl.Host("127.0.0.1", server.getPort())),
                "postgres",
                null,
                "postgres",
                Map.of());
    }

    /// Stops the server (a fast shutdown: running statements are rolled back) and frees the
    /// directory.
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new StorageException("the embedded PostgreSQL did not stop", e);
        } finally {
            closeQuietly(lockFile);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // the lock ends with the process at the latest
        }
    }
}
