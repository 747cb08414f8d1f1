package org.rempart.loadtests.database;

import org.rempart.loadtests.machine.AtExit;
import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.machine.Ports;
import org.rempart.loadtests.machine.ProcessCpu;
import org.rempart.loadtests.machine.Signals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A PostgreSQL across its lives, on one port of 127.0.0.1, with `fsync` and `synchronous_commit`
/// on. Closing it ends it and removes its files; its log, of all lives, stays.
///
/// For one thread at a time. Blocks.
public final class PostgresServer implements AutoCloseable {
    /// How it is stopped in order to be started again (PostgreSQL, "Shutting Down the Server").
    public enum Stop {
        /// Running transactions are rolled back, clients are told: SIGINT.
        FAST("INT"),
        /// As after a crash: SIGQUIT.
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    /// Recovery after a kill takes a second or so; past this something is wrong.
    private static final Duration START_MAX = Duration.ofSeconds(60);

    /// Between two starts when the first found the killed server's shared memory still in use.
    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

    private static final Duration READY_POLL = Duration.ofMillis(20);

    /// A checkpoint of a small database.
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    /// PostgreSQL, "Database File Layout": line 1 is the process, line 8 says `ready`.
    private static final int READY_LINE = 7;

    private final PostgresFiles files;
    private final Path folder;
    private final Path log;
    private final int port;
    private final AtExit atExit;
    private final Object lock = new Object();
    private volatile Process process;
    private boolean closed;

    private PostgresServer(PostgresFiles files, Path folder, Path log, int port)
            throws IOException, InterruptedException {
        this.files = files;
        this.folder = folder;
        this.log = log;
        this.port = port;
        this.process = command().start();
        this.atExit = new AtExit(this::end);
        awaitReady();
    }

    /// Makes an empty database and starts its server.
    ///
    /// @param folder made for it, and removed with it
    /// @param log gets what the server says
    /// @param random where its port comes from
    public static PostgresServer start(Path folder, Path log, RandomGenerator random)
            throws IOException, InterruptedException {
        Folders.remove(folder);
        Files.createDirectories(folder);
        return new PostgresServer(PostgresFiles.make(folder), folder, log, Ports.lasting(random));
    }

    /// How a gateway reaches it.
    public String url() {
        return "postgresql://postgres@127.0.0.1:" + port + "/postgres";
    }

    /// CPU time of all its processes, those that have ended among them.
    public Duration cpu() throws IOException {
        return ProcessCpu.withChildren(process.toHandle());
    }

    /// SIGKILL to all its processes, and a new start after a while.
    public void kill(Duration away) throws IOException, InterruptedException {
        down();
        Thread.sleep(away);
        up();
    }

    /// SIGKILL to all its processes. Does nothing when it is down.
    public void down() throws InterruptedException {
        // the postmaster first, so that it starts none while they are counted
        Signals.send("STOP", List.of(process.pid()));
        Signals.send("KILL", all());
        process.waitFor();
    }

    /// Starts it again after [#down] or [#stop]; returns when it takes statements.
    public void up() throws IOException, InterruptedException {
        spawn();
        awaitReady();
    }

    /// Stops it and starts it again.
    public void restart(Stop how) throws IOException, InterruptedException {
        stop(how);
        up();
    }

    /// Stops it.
    public void stop(Stop how) throws IOException, InterruptedException {
        Signals.send(how.signal, List.of(process.pid()));
        if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            down();
            throw new IOException("the database did not stop; its log is " + log);
        }
    }

    /// SIGSTOP to all its processes, and SIGCONT after a while.
    public void pause(Duration away) throws InterruptedException {
        freeze();
        try {
            Thread.sleep(away);
        } finally {
            thaw();
        }
    }

    /// SIGSTOP to all its processes.
    public void freeze() {
        Signals.send("STOP", List.of(process.pid()));
        Signals.send("STOP", all());
    }

    /// SIGCONT to all its processes.
    public void thaw() {
        Signals.send("CONT", all());
    }

    @Override
    public void close() {
        atExit.close();
    }

    private List<Long> all() {
        List<Long> all = new ArrayList<>();
        all.add(process.pid());
        process.descendants().forEach(worker -> all.add(worker.pid()));
        return all;
    }

    private ProcessBuilder command() {
        return new ProcessBuilder(files.serve(port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private void spawn() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("the database was closed for good");
            }
            process = command().start();
        }
    }

    /// A server that gives up because something of the killed one is still there is started again.
    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!ready()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the database does not start; its log is " + log);
            }
            if (!process.isAlive()) {
                Thread.sleep(AGAIN_AFTER);
                spawn();
            }
            Thread.sleep(READY_POLL);
        }
    }

    private boolean ready() {
        try {
            List<String> lines = Files.readAllLines(files.data().resolve("postmaster.pid"));
            return lines.size() > READY_LINE
                    && lines.getFirst().strip().equals(Long.toString(process.pid()))
                    && lines.get(READY_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private void end() {
        synchronized (lock) {
            closed = true;
        }
        Signals.send("STOP", List.of(process.pid()));
        Signals.send("KILL", all());
        process.onExit().join();
        Folders.remove(folder);
    }
}
