package org.rempart.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A gateway in a process of its own, started by the command line as an operator starts it, on
/// ports the system gives. Its working directory is the test's folder, so that `data` in it holds
/// the embedded database where no other is set.
public final class GatewayProcess implements AutoCloseable {
    /// A cold start with an embedded database on a machine that has other things to do.
    private static final long START_WAIT_S_MAX = 60;

    private static final long END_WAIT_S_MAX = 60;
    private static final long BETWEEN_LOOKS_MS = 20;

    private static final Pattern OPEN =
            Pattern.compile(
                    "Rempart is open: (https?)://localhost:(\\d+)/ "
                            + "\\(operator side: http://localhost:(\\d+)/\\)");

    private static final Pattern FAULT =
            Pattern.compile(" ERROR |Exception in thread|^\\tat |blocked|OutOfMemory");

    /// How a process ended, and what it said.
    ///
    /// @param exitCode 128 and the signal's number, when a signal ended it
    public record Ended(int exitCode, String out, String err) {}

    private record Sides(int publicPort, int operatorPort) {}

    private final Process process;
    private final Path folder;
    private final Path out;
    private final Path err;

    private GatewayProcess(Process process, Path folder, Path out, Path err) {
        this.process = process;
        this.folder = folder;
        this.out = out;
        this.err = err;
    }

    /// Starts one and does not wait for it.
    ///
    /// @param variables settings by their variables, which replace the test's own; of this
    ///   process's environment it inherits no setting
    /// @param arguments behind `serve`
    public static GatewayProcess start(
            Path folder, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        classPath(),
                        "org.rempart.gateway.Main",
                        "serve"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "gateway", ".out");
            Path err = Files.createTempFile(folder, "gateway", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(variable -> variable.startsWith("REMPART_"));
            environment.put("REMPART_HTTP_HOST", "127.0.0.1");
            environment.put("REMPART_HTTP_PORT", "0");
            environment.put("REMPART_OPERATOR_PORT", "0");
            environment.put("REMPART_OPERATOR_TOKEN", RunningGateway.OPERATOR_TOKEN);
            environment.put("REMPART_HTTP_LAME_DUCK", "0s");
            environment.put("REMPART_HTTP_WARM_UP", "0s");
            environment.put("REMPART_CHALLENGE_BASE", "1000");
            environment.putAll(variables);
            return new GatewayProcess(builder.start(), folder, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The gateway's classes without the tests', whose configuration of the log is not its own.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// What the kernel tells of its process.
    public Path processFolder() {
        return Path.of("/proc", String.valueOf(process.pid()));
    }

    /// Waits until it says that it is open.
    public GatewayProcess open() {
        sides();
        return this;
    }

    private Sides sides() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_WAIT_S_MAX);
        while (true) {
            boolean ended = !process.isAlive();
            Matcher open = OPEN.matcher(out());
            if (open.find()) {
                return new Sides(Integer.parseInt(open.group(2)), Integer.parseInt(open.group(3)));
            }
            if (ended || System.nanoTime() > end) {
                throw new AssertionError("the gateway did not open: " + out() + err());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The port of its public side, as soon as it is open.
    public int publicPort() {
        return sides().publicPort();
    }

    /// The port of its operator side, as soon as it is open.
    public int operatorPort() {
        return sides().operatorPort();
    }

    /// A client of it, as soon as it is open.
    public Client client() {
        Sides sides = sides();
        return new Client(
                "http://127.0.0.1:" + sides.publicPort(),
                "http://127.0.0.1:" + sides.operatorPort());
    }

    /// What it has said on its standard output.
    public String out() {
        return read(out);
    }

    /// What it has said on its standard error.
    public String err() {
        return read(err);
    }

    /// The lines on its standard error that tell of a fault of its own: an error, a stack trace, an
    /// event loop that was blocked.
    public List<String> faults() {
        return err().lines().filter(line -> FAULT.matcher(line).find()).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends SIGTERM.
    public void terminate() {
        process.destroy();
    }

    /// Sends SIGKILL to the gateway alone, and waits for its end.
    public void kill() {
        process.destroyForcibly();
        ended();
    }

    /// Waits for its end.
    public Ended ended() {
        try {
            if (!process.waitFor(END_WAIT_S_MAX, TimeUnit.SECONDS)) {
                throw new AssertionError("the gateway did not end: " + out() + err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Ended(process.exitValue(), out(), err());
    }

    private Path databaseFiles() {
        return folder.resolve("data/postgresql");
    }

    /// The file in which the embedded database's server keeps its process number.
    public Path databasePidFile() {
        return databaseFiles().resolve("postmaster.pid");
    }

    /// The embedded database's server, if it runs.
    public Optional<ProcessHandle> database() {
        try {
            return Files.readString(databasePidFile())
                    .lines()
                    .findFirst()
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                    .filter(this::isDatabase);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private boolean isDatabase(ProcessHandle process) {
        return Stream.of(process.info().arguments().orElse(new String[0]))
                .anyMatch(databaseFiles().toString()::equals);
    }

    /// Sends SIGKILL to the gateway and to every process of its database, and waits for their end.
    public void killWithDatabase() {
        List<ProcessHandle> servers =
                database().stream()
                        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                        .toList();
        process.destroyForcibly();
        servers.forEach(ProcessHandle::destroyForcibly);
        ended();
        await(servers);
    }

    /// Looks often: a process that is not our child is waited for by looking in any case.
    private static void await(Collection<ProcessHandle> processes) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_WAIT_S_MAX);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("these do not end: " + processes);
            }
            pause();
        }
    }

    /// Ends the gateway and its database, whatever state they are in.
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        await(Stream.concat(Stream.of(process.toHandle()), children.stream()).toList());
        killWithDatabase();
    }
}
