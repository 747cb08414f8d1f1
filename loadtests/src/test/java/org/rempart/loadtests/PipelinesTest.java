package org.rempart.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The pipelines of `infra/ci`, and the one command they run.
final class PipelinesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String GITHUB = "infra/ci/github/rehearse.yml";

    private static final String GITLAB = "infra/ci/gitlab/rehearse.yml";

    private static final String REHEARSE = "infra/ci/rehearse";

    private static final String MAVEN = "mvn -q -pl loadtests -am verify";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {GITHUB, GITLAB})
    void everyStepIsACommandThatTheReadmeNames(String pipeline) throws Exception {
        List<String> steps = steps(yaml(pipeline));
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertThat(steps)
                .containsExactly(
                        REHEARSE + " -Drehearsal=all -Drehearsal.short=true",
                        REHEARSE + " -Drehearsal=all");
        assertThat(readme).contains(REHEARSE, MAVEN, "`-Drehearsal`", "`-Drehearsal.short`");
        assertThat(Files.isExecutable(ROOT.resolve(REHEARSE))).isTrue();
    }

    @Test
    void githubRehearsesPullRequestsAndNightsAndKeepsTheReportWhateverItSays() throws Exception {
        Map<?, ?> workflow = yaml(GITHUB);

        assertThat(map(workflow, "on").keySet().stream().map(Object::toString))
                .contains("pull_request", "schedule");
        for (String job : List.of("short", "nightly")) {
            Object steps = Objects.requireNonNull(map(map(workflow, "jobs"), job).get("steps"));
            Map<?, ?> last = (Map<?, ?>) ((List<?>) steps).getLast();
            assertThat(last.get("if")).isEqualTo("always()");
            assertThat(map(last, "with").get("path")).isEqualTo("loadtests/target/rehearsal");
        }
    }

    @Test
    void gitlabShowsTheVerdictsAndTakesARunWithoutMeaningForAWarning() throws Exception {
        Map<?, ?> pipeline = yaml(GITLAB);
        Map<?, ?> artifacts = map(map(pipeline, ".rehearse"), "artifacts");

        assertThat(artifacts.get("when")).isEqualTo("always");
        assertThat(artifacts.get("paths")).isEqualTo(List.of("loadtests/target/rehearsal"));
        assertThat(map(artifacts, "reports").get("junit"))
                .isEqualTo("loadtests/target/rehearsal/*/verdict.xml");
        assertThat(map(map(pipeline, ".rehearse"), "allow_failure").get("exit_codes"))
                .isEqualTo(List.of(3));
        for (String job : List.of("rehearse-short", "rehearse-nightly")) {
            assertThat(map(pipeline, job).get("extends")).isEqualTo(".rehearse");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, the gateway failed a rehearsal",
        "2, a rehearsal could not begin",
        "3, not valid",
        "4, does not consent"
    })
    void theRehearsalsExitCodeIsThePipelines(int code, String meaning) throws Exception {
        // as Maven tells what a process of its own ended with
        Ran ran =
                rehearse(
                        "echo 'Process exited with an error: %d (Exit value: %d)'; exit 1"
                                .formatted(code, code));

        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.said()).contains("rehearse: ", meaning, "::error title=Rehearsal::");
    }

    @Test
    void whatIsGreenStaysGreenAndIsToldOnThePageOfTheRun() throws Exception {
        Ran ran =
                rehearse(
                        """
                        echo "$*" > "$HOME/arguments"
                        mkdir -p loadtests/target/rehearsal/flood
                        echo 'GREEN  flood' > loadtests/target/rehearsal/flood/verdict.txt
                        """);

        assertThat(ran.code()).isZero();
        assertThat(ran.said()).contains("rehearse: green").doesNotContain("::error");
        assertThat(Files.readString(folder.resolve("arguments")).strip())
                .isEqualTo(MAVEN.substring("mvn ".length()) + " -Drehearsal=flood");
        assertThat(Files.readString(folder.resolve("summary")))
                .isEqualTo("```\nGREEN  flood\n```\n");
    }

    @Test
    void aBuildThatFailsBeforeARehearsalIsNoVerdict() throws Exception {
        assertThat(rehearse("echo '[ERROR] COMPILATION ERROR'; exit 1").code()).isEqualTo(2);
    }

    @Test
    void theReportOfAnEarlierRunIsNotLeftBehind() throws Exception {
        Path earlier = folder.resolve("root/loadtests/target/rehearsal/crash/verdict.txt");
        Files.createDirectories(earlier.getParent());
        Files.writeString(earlier, "GREEN  crash\n");

        assertThat(rehearse("exit 1").code()).isEqualTo(2);
        assertThat(earlier).doesNotExist();
        assertThat(folder.resolve("summary")).doesNotExist();
    }

    private record Ran(int code, String said) {}

    /// Runs the step in a folder of its own, with a Maven that does what it is told.
    private Ran rehearse(String maven) throws IOException, InterruptedException {
        Path script = folder.resolve("root").resolve(REHEARSE);
        Files.createDirectories(script.getParent());
        Files.copy(ROOT.resolve(REHEARSE), script);
        Path mvn = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\n" + maven + "\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder =
                new ProcessBuilder("bash", script.toString(), "-Drehearsal=flood")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("PATH", mvn.getParent() + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("GITHUB_ACTIONS", "true");
        builder.environment().put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(folder.resolve("said")));
    }

    private static Map<?, ?> yaml(String file) throws IOException {
        Load load = new Load(LoadSettings.builder().setLabel(file).build());
        return (Map<?, ?>) load.loadFromString(Files.readString(ROOT.resolve(file)));
    }

    private static Map<?, ?> map(Map<?, ?> map, String key) {
        return (Map<?, ?>) Objects.requireNonNull(map.get(key), key);
    }

    /// What a pipeline runs, wherever it stands in it.
    private static List<String> steps(Object node) {
        List<String> all = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("run") && value instanceof String step) {
                    all.add(step);
                } else if (key.equals("script") && value instanceof List<?> script) {
                    script.forEach(step -> all.add(step.toString()));
                } else {
                    all.addAll(steps(value));
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(each -> all.addAll(steps(each)));
        }
        return all;
    }
}
