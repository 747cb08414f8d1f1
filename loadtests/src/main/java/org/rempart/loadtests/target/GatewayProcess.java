package org.rempart.loadtests.target;

import org.rempart.loadtests.machine.AtExit;
import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.machine.Ports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A gateway started from its jar, with an embedded database in a folder of its own. Closing it
/// ends everything it started and removes the folder; its log stays.
public final class GatewayProcess implements AutoCloseable {
    /// A first start unpacks PostgreSQL and makes a database: 5 to 10 s on two cores.
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private static final Duration READY_POLL = Duration.ofMillis(100);

    /// The gateway promises to drain within 10 s.
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    private static final int LOG_LINES_SHOWN_MAX = 15;

    private final Process process;
    private final Target target;
    private final Path data;
    private final Path log;
    private final AtExit atExit;

    private GatewayProcess(Process process, GatewayCommand command) {
        this.process = process;
        this.target = command.target();
        this.data = command.data();
        this.log = command.log();
        this.atExit = new AtExit(this::stop);
    }

    /// Starts the jar and waits until it can take a signature.
    ///
    /// @param folder where its data and `gateway.log` go
    /// @param settings environment variables beside those that say where it listens
    /// @throws IOException when it does not start; the message ends with the end of its log
    public static GatewayProcess start(
            Path jar,
            Path folder,
            Secret operatorToken,
            Secret rehearsalToken,
            Map<String, String> settings)
            throws IOException, InterruptedException {
        GatewayCommand command =
                new GatewayCommand(
                        jar,
                        folder,
                        Ports.any(),
                        Ports.any(),
                        operatorToken,
                        rehearsalToken,
                        settings);
        Path data = command.data();
        Folders.remove(data);
        Files.createDirectories(data);
        Files.deleteIfExists(command.log());
        GatewayProcess gateway = new GatewayProcess(command.start(), command);
        try {
            gateway.awaitReady();
            return gateway;
        } catch (IOException | InterruptedException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /// Where it listens.
    public Target target() {
        return target;
    }

    /// Its process id.
    public long pid() {
        return process.pid();
    }

    /// What it says.
    public Path log() {
        return log;
    }

    /// CPU time of the gateway's own process so far, without its database's.
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// Stops it: asks, waits 15 s, then forces.
    @Override
    public void close() {
        atExit.close();
    }

    private void stop() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroy);
        OrphanedDatabase.end(data);
        Folders.remove(data);
    }

    private void awaitReady() throws IOException, InterruptedException {
        try (HealthProbe probe = new HealthProbe(target)) {
            long deadline = System.nanoTime() + START_MAX.toNanos();
            while (!probe.ready()) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    List<String> lines = Files.readAllLines(log);
                    throw new IOException(
                            "the gateway did not start; its log ends with:\n  "
                                    + String.join(
                                            "\n  ",
                                            lines.subList(
                                                    Math.max(0, lines.size() - LOG_LINES_SHOWN_MAX),
                                                    lines.size())));
                }
                Thread.sleep(READY_POLL);
            }
        }
    }
}
