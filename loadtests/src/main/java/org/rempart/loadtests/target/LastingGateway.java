package org.rempart.loadtests.target;

import org.rempart.loadtests.machine.AtExit;
import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.machine.Ports;
import org.rempart.loadtests.machine.Signals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A gateway across its lives: always at the same place, with the same data folder, and started
/// again by its supervisor when it ends by itself, as a service manager does. Closing it ends it
/// and removes its data; its log, of all lives, stays.
///
/// One thread at a time may kill, restart or pause it; the others may look.
public final class LastingGateway implements AutoCloseable {
    /// A JVM on a machine that is busy with starting others.
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private static final Duration READY_POLL = Duration.ofMillis(50);

    /// What a service manager waits before it starts a service that ended by itself.
    private static final Duration RESTART_AFTER = Duration.ofMillis(500);

    private static final Duration SUPERVISE_EVERY = Duration.ofMillis(50);

    /// The gateway promises to drain within 10 s.
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    private final GatewayCommand command;
    private final Thread supervisor;
    private final AtExit atExit;
    private final Object lock = new Object();

    private Process process;
    private boolean wanted = true;
    private boolean closed;
    private long lives = 1;
    private long endedByItself;
    private Duration cpuOfEarlierLives = Duration.ZERO;

    private LastingGateway(GatewayCommand command) throws IOException {
        this.command = command;
        this.process = command.start();
        this.atExit = new AtExit(this::end);
        this.supervisor = Thread.ofVirtual().start(this::supervise);
    }

    /// Starts the jar; does not wait until it is ready.
    ///
    /// @param folder where its data and `gateway.log` go
    /// @param settings environment variables beside those that say where it listens
    /// @param random where its ports come from
    /// @throws IOException when there is no jar
    public static LastingGateway start(
            Path jar,
            Path folder,
            Secret operatorToken,
            Secret rehearsalToken,
            Map<String, String> settings,
            RandomGenerator random)
            throws IOException {
        GatewayCommand command =
                new GatewayCommand(
                        jar,
                        folder,
                        Ports.lasting(random),
                        Ports.lasting(random),
                        operatorToken,
                        rehearsalToken,
                        settings);
        Folders.remove(command.data());
        Files.createDirectories(command.data());
        return new LastingGateway(command);
    }

    /// Where it listens, in all its lives.
    public Target target() {
        return command.target();
    }

    /// Its log, of all its lives.
    public Path log() {
        return command.log();
    }

    /// Waits until it can take a signature.
    ///
    /// @throws IOException when it cannot within a minute
    public void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        try (HealthProbe probe = new HealthProbe(target())) {
            while (!probe.ready()) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("a gateway is not ready; its log is " + log());
                }
                Thread.sleep(READY_POLL);
            }
        }
    }

    /// SIGKILL, and a new life after a while.
    public void kill(Duration away) throws IOException, InterruptedException {
        Process killed = endLife();
        killed.destroyForcibly();
        killed.waitFor();
        Thread.sleep(away);
        beginLife();
    }

    /// SIGTERM, and a new life as soon as the old one has ended.
    ///
    /// @return what was out of order, if anything: a gateway that was ready leaves in time, with
    ///   exit code 0
    public Optional<String> restart() throws IOException, InterruptedException {
        boolean ready;
        try (HealthProbe probe = new HealthProbe(target())) {
            ready = probe.ready();
        }
        Process stopped = endLife();
        stopped.destroy();
        boolean inTime = stopped.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime) {
            stopped.destroyForcibly();
            stopped.waitFor();
        }
        int code = stopped.exitValue();
        beginLife();
        if (!inTime) {
            return Optional.of("not gone after %d s".formatted(STOP_MAX.toSeconds()));
        }
        return ready && code != 0 ? Optional.of("exit code " + code) : Optional.empty();
    }

    /// SIGSTOP, and SIGCONT after a while.
    public void pause(Duration away) throws InterruptedException {
        long paused = pid();
        Signals.send("STOP", List.of(paused));
        try {
            Thread.sleep(away);
        } finally {
            Signals.send("CONT", List.of(paused));
        }
    }

    /// Process id of its present life.
    public long pid() {
        synchronized (lock) {
            return process.pid();
        }
    }

    /// How often it was started.
    public long lives() {
        synchronized (lock) {
            return lives;
        }
    }

    /// How often it ended without having been told to.
    public long endedByItself() {
        synchronized (lock) {
            return endedByItself;
        }
    }

    /// CPU time of its lives, as far as it was seen: a little less than it was.
    public Duration cpu() {
        synchronized (lock) {
            return cpuOfEarlierLives.plus(cpuOf(process));
        }
    }

    @Override
    public void close() {
        atExit.close();
    }

    private Process endLife() {
        synchronized (lock) {
            wanted = false;
            cpuOfEarlierLives = cpuOfEarlierLives.plus(cpuOf(process));
            return process;
        }
    }

    private void beginLife() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("the gateway was closed for good");
            }
            process = command.start();
            lives++;
            wanted = true;
        }
    }

    private void supervise() {
        try {
            while (true) {
                Thread.sleep(SUPERVISE_EVERY);
                if (endedUnasked()) {
                    Thread.sleep(RESTART_AFTER);
                    replaceTheEnded();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (IOException e) {
            throw new IllegalStateException("a gateway that was started before starts again", e);
        }
    }

    private boolean endedUnasked() {
        synchronized (lock) {
            return wanted && !process.isAlive();
        }
    }

    private void replaceTheEnded() throws IOException {
        synchronized (lock) {
            if (endedUnasked()) {
                endedByItself++;
                beginLife();
            }
        }
    }

    private static Duration cpuOf(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void end() {
        supervisor.interrupt();
        Process last;
        synchronized (lock) {
            closed = true;
            last = endLife();
        }
        Signals.send("CONT", List.of(last.pid()));
        last.destroy();
        try {
            if (!last.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                last.destroyForcibly();
                last.waitFor();
            }
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Folders.remove(command.data());
    }
}
