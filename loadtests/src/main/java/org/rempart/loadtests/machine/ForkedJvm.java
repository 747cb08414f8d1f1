package org.rempart.loadtests.machine;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another virtual machine with this one's classes, for what should not share this one's heap and
/// threads. It ends with this one at the latest: by a hook, and by its [Tether] where this one is
/// killed.
public final class ForkedJvm implements AutoCloseable {
    /// What holds for connections of this virtual machine holds for those of others.
    private static final List<String> PASSED_ON =
            List.of(
                    Pins.PROPERTY,
                    "javax.net.ssl.trustStore",
                    "javax.net.ssl.trustStorePassword",
                    "javax.net.ssl.trustStoreType");

    /// Tokens among them, which no generator needs.
    private static final String SECRETS = "REMPART_";

    private static final Duration POLL = Duration.ofMillis(20);

    private final Process process;
    private final Path log;
    private final AtExit atExit;

    private ForkedJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.atExit = new AtExit(process::destroyForcibly);
    }

    /// Starts it.
    ///
    /// @param options of the virtual machine, beside the class path
    /// @param log where all goes that it prints
    public static ForkedJvm start(
            List<String> options, String main, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        PASSED_ON.stream()
                .filter(key -> System.getProperty(key) != null)
                .forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
        command.add("-classpath");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith(SECRETS));
        Process process = builder.start();
        return new ForkedJvm(process, log);
    }

    /// Waits until it has printed a line.
    ///
    /// @throws IOException when it ends before, or does not in time
    public void awaitLine(String line, Duration longest) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!Files.readAllLines(log).contains(line)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("a generator did not get ready; its log is " + log);
            }
            Thread.sleep(POLL);
        }
    }

    /// Sends it a line.
    public void tell(String line) throws IOException {
        BufferedWriter in = process.outputWriter(StandardCharsets.US_ASCII);
        in.write(line + "\n");
        in.flush();
    }

    /// Waits for its end.
    ///
    /// @return whether it ended in time
    public boolean ended(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        atExit.close();
    }
}
