package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.StandInMain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command as a pipeline sees it: what it prints, what it leaves, and its exit code.
final class MainIT {
    @TempDir Path folder;
    private Path jar;

    /// How a command ended.
    private record Ended(int code, String out) {}

    @BeforeEach
    void jarOfAStandIn() throws IOException {
        jar = folder.resolve("gateway.jar");
        StandInMain.jar(jar);
    }

    @Test
    void aRedVerdictIsPrintedKeptAndReturned() throws Exception {
        Ended ended = run("DROPS_ONE_IN_TEN");

        assertThat(ended.out()).contains("RED  flood: ").contains("gatling/floodsimulation-");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(folder.resolve("report/flood/verdict.json"))
                .content()
                .contains("\"outcome\" : \"RED\"");
        assertThat(folder.resolve("report/flood/verdict.txt")).content().startsWith("RED");
        assertThat(folder.resolve("report/flood/verdict.html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("What the gateway said of itself");
        assertThat(folder.resolve("report/flood/verdict.xml"))
                .content()
                .startsWith("<?xml")
                .contains("<failure ");
        assertThat(index()).contains("RED", "flood/verdict.html");
        try (var files = Files.walk(folder.resolve("report/flood/gatling"))) {
            assertThat(files.filter(file -> file.endsWith("index.html"))).hasSize(1);
        }
        assertThat(folder.resolve("report/flood/data")).doesNotExist();
    }

    @Test
    void aGatewayThatDoesNotConsentIsToldApart() throws Exception {
        Ended ended = run("CONSENTS_NOT");

        assertThat(ended.out()).contains("REFUSED  flood: ");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(index()).contains("REFUSED");
    }

    @Test
    void aGatewayThatDoesNotStartIsToldApart() throws Exception {
        Ended ended = run("DIES");

        assertThat(ended.out()).contains("the database refuses");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(index()).contains("UNABLE", "the gateway did not start");
    }

    @Test
    void oneThatCannotBeginKeepsNoOtherFromBeingPlayed() throws Exception {
        Ended ended = run("DIES", "rehearsal=flood,soak");

        assertThat(ended.out()).contains("rehearsal flood, ", "rehearsal soak, ");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(index()).contains("UNABLE", "flood", "soak");
    }

    @Test
    void aWrongSettingIsToldApart() throws Exception {
        Ended ended = run(Fault.NONE.name(), "flood.rate=fast");

        assertThat(ended.out()).contains("flood.rate has to be a number");
        assertThat(ended.code()).isEqualTo(2);
    }

    private String index() throws IOException {
        return Files.readString(folder.resolve("report/index.html"));
    }

    private Ended run(String fault, String... more) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-classpath",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "rehearsal=flood",
                                "rehearsal.seconds=3",
                                "flood.rate=300",
                                "forgers.rate=300",
                                "gateway.jar=" + jar,
                                "report.dir=" + folder.resolve("report")));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(StandInMain.FAULT, fault);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }
}
