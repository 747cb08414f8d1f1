package org.rempart.gateway.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A PostgreSQL that a test may hurt: embedded, and nobody else's. It can be hung and stopped, and
/// comes back with its data on the same port.
public final class OwnPostgres implements AutoCloseable {
    private static final Duration START_WAIT_MAX = Duration.ofSeconds(60);
    private static final long STOP_WAIT_S_MAX = 60;
    private static final long SIGNAL_WAIT_S_MAX = 10;

    private final Path data;
    private EmbeddedPostgres server;
    private boolean up;

    /// Starts one that keeps its files in that folder.
    public OwnPostgres(Path folder) {
        data = folder.resolve("postgresql");
        server = start(0);
        up = true;
    }

    private EmbeddedPostgres start(int port) {
        try {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setCleanDataDirectory(false)
                            .setPGStartupWait(START_WAIT_MAX)
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "50");
            return port == 0 ? builder.start() : builder.setPort(port).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it listens.
    public int port() {
        return server.getPort();
    }

    /// A new, empty database on it.
    public TestDatabase database(String name) {
        admin().run("CREATE DATABASE " + name);
        return new TestDatabase("127.0.0.1", port(), "postgres", "unused", name);
    }

    /// The database that administers the others.
    public TestDatabase admin() {
        return new TestDatabase("127.0.0.1", port(), "postgres", "unused", "postgres");
    }

    /// Stops every process of the server (SIGSTOP): connections stay open and new ones are taken by
    /// the kernel, and nothing answers, until the hang is closed.
    public Hang hang() {
        signal("STOP");
        return () -> signal("CONT");
    }

    /// A hang that goes on until it is closed.
    public interface Hang extends AutoCloseable {
        @Override
        void close();
    }

    /// The postmaster goes first, so that no child of its is missed.
    private void signal(String name) {
        ProcessHandle postmaster = postmaster();
        send(name, List.of(postmaster.pid()));
        send(name, postmaster.descendants().map(ProcessHandle::pid).toList());
    }

    private ProcessHandle postmaster() {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(String name, List<Long> processes) {
        if (processes.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        // one that has ended meanwhile is no failure
        command.add(
                processes.stream()
                        .map(process -> "kill -" + name + " " + process + " 2>&-")
                        .collect(Collectors.joining("; ", "", "; true")));
        try {
            Process process = new ProcessBuilder(command).start();
            if (!process.waitFor(SIGNAL_WAIT_S_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("no signal was sent");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Shuts it down: connections are refused.
    public void stop() {
        if (up) {
            ProcessHandle postmaster = postmaster();
            try {
                server.close();
                postmaster.onExit().get(STOP_WAIT_S_MAX, TimeUnit.SECONDS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("the server does not stop", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            up = false;
        }
    }

    /// Starts it again with its data, on the port it had.
    public void startAgain() {
        server = start(server.getPort());
        up = true;
    }

    @Override
    public void close() {
        if (up) {
            signal("CONT");
        }
        stop();
    }
}
