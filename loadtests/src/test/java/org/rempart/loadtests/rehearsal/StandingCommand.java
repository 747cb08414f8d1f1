package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.rempart.loadtests.machine.ChangingNames;
import org.rempart.loadtests.standin.StandInGateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The command of a rehearsal as an operator gives it, in a process of its own; names are looked up
/// in a file of the test.
final class StandingCommand implements AutoCloseable {
    static final String OPERATOR = "token-of-the-operator-in-a-test";

    static final String REHEARSAL = "token-of-the-rehearsal-in-a-test";

    static final long HAPPENS_WITHIN_S = 60;

    private final List<Process> started = new ArrayList<>();
    private final Path folder;
    private final Path hosts;

    /// @param folder an empty one
    StandingCommand(Path folder) throws IOException {
        this.folder = folder;
        this.hosts = folder.resolve("hosts");
        standsFor("127.0.0.1");
    }

    /// How a command ended.
    record Ended(int code, String out) {}

    /// What `petition.test` stands for from now on.
    void standsFor(String address) throws IOException {
        Files.writeString(hosts, address + " petition.test\n");
    }

    Process start(List<String> rehearsal, URI target, URI operator, String... more)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // names are looked up in a file, and what was found is not kept
        command.add("-D" + ChangingNames.FILE + "=" + hosts);
        command.add("-Dsun.net.inetaddr.ttl=0");
        command.addAll(
                List.of(
                        "-classpath",
                        ChangingNames.first(folder) + ":" + System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(rehearsal);
        command.add("target=" + target);
        command.add("operator=" + operator);
        command.add("report.dir=" + folder.resolve("report"));
        command.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put(Venue.OPERATOR_TOKEN, OPERATOR);
        builder.environment().put(Venue.REHEARSAL_TOKEN, REHEARSAL);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    Ended ended(Process process) throws Exception {
        int code = process.waitFor();
        return new Ended(code, Files.readString(folder.resolve("out")));
    }

    Ended run(List<String> rehearsal, StandInGateway gateway, String... more) throws Exception {
        return ended(
                start(
                        rehearsal,
                        gateway.target().publicSide(),
                        gateway.target().operatorSide(),
                        more));
    }

    static void await(BooleanSupplier what) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(HAPPENS_WITHIN_S);
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    String verdict(String rehearsal) throws IOException {
        return Files.readString(folder.resolve("report").resolve(rehearsal + "/verdict.txt"));
    }

    @Override
    public void close() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
