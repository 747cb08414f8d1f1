package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.report.JsonReport;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.StandInMain;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Seen;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

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
        Ended ended = run("DROPS_ONE_IN_TEN", "baseline=" + earlier());

        assertThat(ended.out())
                .contains("RED  flood: ", "gatling/floodsimulation-")
                .contains("ok     as in the earlier run: processor time, gateway")
                .containsPattern("processor time, gateway +1,000\\.0 → ");
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
    void aBaselineThatIsNotThereIsAWrongSetting() throws Exception {
        Ended ended = run(Fault.NONE.name(), "baseline=" + folder.resolve("nowhere"));

        assertThat(ended.out()).contains("baseline has to be a folder of reports, not ");
        assertThat(ended.code()).isEqualTo(2);
    }

    /// Reports of a run with the same settings, in the folder where this one's will be.
    private Path earlier() throws IOException {
        Given given = Given.of(arguments().toArray(String[]::new));
        Settings.of(given, new Random(1));
        Percentiles none = Percentiles.NONE;
        SignerFigures signers =
                new SignerFigures(
                        1, 0, 1, 0, Map.of(), Map.of(), none, none, none, none, none, none);
        Evidence evidence =
                Seen.of(Crowds.alone(signers), Map.of(), Map.of("gateway", 1_000.0), Map.of());
        Verdict verdict = Verdict.of("flood", "a flood", List.of(), evidence, List.of());
        int cores = Runtime.getRuntime().availableProcessors();
        Path flood = Files.createDirectories(folder.resolve("report/flood"));
        Files.writeString(
                flood.resolve("verdict.json"),
                JsonReport.of(
                        Baseline.of(given, Rehearsals.of(given), cores)
                                .beside(verdict, Optional.empty())));
        return folder.resolve("report");
    }

    private Path limits(String text) throws IOException {
        return Files.writeString(folder.resolve("limits.yaml"), text);
    }

    @Test
    void aGatewayThatDoesNotConsentIsToldApart() throws Exception {
        Ended ended = run("CONSENTS_NOT");

        assertThat(ended.out()).contains("REFUSED  flood: ");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(index()).contains("REFUSED");
        assertThat(junit("flood")).contains("<error type=\"REFUSED\"");
    }

    @Test
    void aGatewayThatDoesNotStartIsToldApart() throws Exception {
        Ended ended = run("DIES");

        assertThat(ended.out()).contains("the database refuses");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(index()).contains("UNABLE", "the gateway did not start");
    }

    @Test
    void aGatewayThatDoesNotAnswerAsAgreedIsToldWithWhatWasAsked() throws Exception {
        Ended ended =
                run(
                        Fault.HANGS_UP_ON_OPERATORS.name(),
                        "rehearsal=capacity",
                        "capacity.steps=1",
                        "capacity.seconds=2");

        assertThat(ended.out())
                .containsPattern(
                        "GET /operator/petitions/rehearsal-[0-9a-f]{8}/signatures was not answered: ");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(index()).contains("UNABLE", "was not answered");
        assertThat(junit("capacity")).contains("<error type=\"UNABLE\"", "was not answered");
    }

    @Test
    void oneThatCannotBeginKeepsNoOtherFromBeingPlayed() throws Exception {
        Ended ended = run("DIES", "rehearsal=flood,soak");

        assertThat(ended.out()).contains("rehearsal flood, ", "rehearsal soak, ");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(index()).contains("UNABLE", "flood", "soak");
        assertThat(junit("soak")).contains("<error type=\"UNABLE\"");
    }

    @Test
    void oneThatFailsIsTheLastWhereThatIsAskedFor() throws Exception {
        Path stale = folder.resolve("report/soak/verdict.html");
        Files.createDirectories(stale.getParent());
        Files.writeString(stale, "of an earlier run");

        Ended ended = run("DIES", "rehearsal=flood,soak,slow", "rehearsal.abort-on-fail=true");

        assertThat(ended.out())
                .contains("rehearsal flood, ", "NOT PLAYED  soak: flood was not green")
                .doesNotContain("rehearsal soak, ");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(index()).contains("UNABLE", "NOT PLAYED");
        assertThat(junit("soak")).contains("<skipped ");
        assertThat(junit("slow")).contains("<skipped ");
        assertThat(stale).doesNotExist();
    }

    @Test
    void wrongLimitsAreToldWithTheirLine() throws Exception {
        Path limits = limits("defaults:\n  wait-ration: 2\n");

        Ended ended = run(Fault.NONE.name(), "rehearsal.limits=" + limits);

        assertThat(ended.out())
                .contains("limits.yaml, line 2: no limit of defaults is called wait-ration")
                .hasLineCount(1);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(junit("run")).contains("<error type=\"UNABLE\"", "wait-ration");
    }

    @Test
    void aWrongSettingIsToldApart() throws Exception {
        Ended ended = run(Fault.NONE.name(), "flood.rate=fast");

        assertThat(ended.out()).contains("flood.rate has to be a number");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(index()).contains("UNABLE", "flood.rate");
        assertThat(junit("run")).contains("<error type=\"UNABLE\"");
    }

    private String junit(String of) throws IOException {
        return Files.readString(folder.resolve("report").resolve(of).resolve("verdict.xml"));
    }

    private String index() throws IOException {
        return Files.readString(folder.resolve("report/index.html"));
    }

    private List<String> arguments() {
        return List.of(
                "rehearsal=flood",
                "rehearsal.seconds=3",
                "flood.rate=300",
                "forgers.rate=300",
                "gateway.jar=" + jar,
                "report.dir=" + folder.resolve("report"));
    }

    private Ended run(String fault, String... more) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-classpath",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(arguments());
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(StandInMain.FAULT, fault);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }
}
