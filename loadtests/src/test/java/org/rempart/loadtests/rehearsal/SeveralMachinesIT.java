package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.machine.Folders;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.target.Target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The same command on three machines, which here are three processes, against one gateway; and
/// what they leave, merged.
final class SeveralMachinesIT {
    private static final int MACHINES = 3;

    /// Three virtual machines that start at once on two cores.
    private static final Duration START = Duration.ofSeconds(10);

    private static final int ENDED_S_MAX = 90;

    /// Seconds of a machine that three generators and a gateway share say nothing of any of them.
    private static final String PATIENT =
            """
            defaults:
              wait-ratio: 1000
              wait-floor-ms: 5000
              lateness-p99-ms: 60000
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    /// How a command ended.
    private record Ended(int code, String out) {}

    @Test
    void threeProcessesPlayOneRehearsalAndGetOneVerdict() throws Exception {
        try (StandInGateway standIn =
                new StandInGateway(
                        Fault.NONE, 600, Seat.anywhere(), Clock.systemUTC(), new SecureRandom())) {
            String meet = Instant.now().plus(START).toString();
            List<Process> machines = new ArrayList<>();
            for (int machine = 1; machine <= MACHINES; machine++) {
                machines.add(start(standIn.target(), machine, meet));
            }
            for (int machine = 1; machine <= MACHINES; machine++) {
                Ended ended = ended(machines.get(machine - 1), log(machine));
                assertThat(ended.code()).as(ended.out()).isZero();
                assertThat(ended.out())
                        .contains("rehearsal spike, machine %d of 3, ".formatted(machine));
            }
            assertThat(standIn.sources()).hasSizeGreaterThan(100);
        }

        Ended whole = merge("whole");
        assertThat(whole.code()).as(whole.out()).isZero();
        assertThat(whole.out()).contains("GREEN  spike", "ok     the machines loaded at one time");
        assertAddedUp(folder.resolve("whole/spike/verdict.json"));

        Folders.remove(part(2));
        Ended two = merge("two");
        assertThat(two.code()).isEqualTo(3);
        assertThat(two.out()).contains("NOT VALID  spike", "machine 2 is missing");
    }

    /// Each has a petition of its own, so that what it counted is its own.
    private void assertAddedUp(Path whole) throws IOException {
        JsonNode sum = JSON.readTree(Files.readString(whole)).path("evidence");
        long acknowledged = 0;
        long watchers = 0;
        for (int machine = 1; machine <= MACHINES; machine++) {
            JsonNode own =
                    JSON.readTree(Files.readString(part(machine).resolve("spike/verdict.json")))
                            .path("evidence");
            acknowledged += own.at("/reconciliation/acknowledged").asLong();
            watchers += own.at("/parts/watchers/watchers").asLong();
        }
        assertThat(acknowledged).isPositive();
        assertThat(sum.at("/reconciliation/acknowledged").asLong()).isEqualTo(acknowledged);
        assertThat(sum.at("/reconciliation/rows").asLong()).isEqualTo(acknowledged);
        assertThat(watchers).isEqualTo(600);
        assertThat(sum.at("/parts/machines/machines")).hasSize(MACHINES);
    }

    private Path part(int machine) {
        return folder.resolve("parts/machine-" + machine);
    }

    private Path log(int machine) {
        return folder.resolve("machine-%d.log".formatted(machine));
    }

    private Process start(Target target, int machine, String meet) throws IOException {
        Path limits = Files.writeString(folder.resolve("limits.yaml"), PATIENT);
        ProcessBuilder builder =
                command(
                        log(machine),
                        "rehearsal=spike",
                        "spike.seconds=12",
                        "spike.watchers=600",
                        "rehearsal.limits=" + limits,
                        "target=" + target.publicSide(),
                        "operator=" + target.operatorSide(),
                        "rehearsal.run=it",
                        "rehearsal.machines=" + MACHINES,
                        "rehearsal.machine=" + machine,
                        "rehearsal.meet=" + meet,
                        "report.dir=" + part(machine));
        builder.environment().put(Venue.OPERATOR_TOKEN, target.operatorToken().value());
        builder.environment().put(Venue.REHEARSAL_TOKEN, target.rehearsalToken().value());
        return builder.start();
    }

    private Ended merge(String into) throws IOException, InterruptedException {
        Path log = folder.resolve(into + ".log");
        Process process =
                command(
                                log,
                                "rehearsal.merge=" + folder.resolve("parts"),
                                "report.dir=" + folder.resolve(into))
                        .start();
        return ended(process, log);
    }

    private static ProcessBuilder command(Path log, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-classpath",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    }

    private static Ended ended(Process process, Path log) throws IOException, InterruptedException {
        boolean ended = process.waitFor(ENDED_S_MAX, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String out = Files.readString(log);
        assertThat(ended).as(out).isTrue();
        return new Ended(process.exitValue(), out);
    }
}
