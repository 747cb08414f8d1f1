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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The recipes of `infra/generators`: what each machine runs, with a Maven that only says what it
/// was told.
final class GeneratorsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String PART = "infra/generators/rehearse-part";

    private static final String REHEARSE = "infra/ci/rehearse";

    private static final String JOB = "infra/generators/job.yaml";

    private static final String MERGE = "infra/generators/merge.yaml";

    private static final String MOMENT = "2026-11-24T08:00:00Z";

    /// Leaves a report, as a part that ends like this does.
    private static final String LEAVES =
            """
            echo "$*" >> "$HOME/arguments"
            mkdir -p loadtests/target/rehearsal/wave2
            echo a report > loadtests/target/rehearsal/wave2/verdict.json
            """;

    @TempDir Path folder;

    private record Ran(int code, String said) {}

    @Test
    void aMachineIsToldItsNumberAndTheSameAsTheOthers() throws Exception {
        Ran ran = part(LEAVES, "2", "3", "tuesday", MOMENT, "-Drehearsal=wave2");

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(arguments())
                .isEqualTo(
                        "-q -pl loadtests -am verify -Drehearsal.machine=2 -Drehearsal.machines=3"
                                + " -Drehearsal.run=tuesday -Drehearsal.meet="
                                + MOMENT
                                + " -Drehearsal=wave2");
        assertThat(root().resolve("parts/tuesday/machine-2/wave2/verdict.json"))
                .hasContent("a report");
    }

    @Test
    void whatIsLeftIsKeptWhateverItSays() throws Exception {
        Ran ran =
                part(
                        LEAVES + "echo '(Exit value: 3)'; exit 1\n",
                        "1",
                        "3",
                        "tuesday",
                        MOMENT,
                        "-Drehearsal=wave2");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(root().resolve("parts/tuesday/machine-1/wave2/verdict.json")).exists();
    }

    @Test
    void nothingOfAnEarlierTryIsKept() throws Exception {
        Path earlier = root().resolve("parts/tuesday/machine-1/flood/verdict.json");
        Files.createDirectories(earlier.getParent());
        Files.writeString(earlier, "of an earlier try");

        assertThat(part("exit 1", "1", "3", "tuesday", MOMENT).code()).isEqualTo(2);
        assertThat(earlier).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"x, 3, tuesday", "1, x, tuesday", "1, 3, ../tuesday", "1, 3, -a"})
    void aWrongWordIsNoPart(String machine, String machines, String run) throws Exception {
        Ran ran = part(LEAVES, machine, machines, run, MOMENT);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.said()).startsWith("usage: rehearse-part");
        assertThat(folder.resolve("arguments")).doesNotExist();
    }

    @Test
    void everyPodPlaysAnotherPart() throws Exception {
        Map<?, ?> spec = map(yaml(JOB), "spec");
        List<String> command = command(container(spec));
        Object machines = spec.get("completions");

        assertThat(spec.get("completionMode")).isEqualTo("Indexed");
        assertThat(spec.get("parallelism")).as("all at once").isEqualTo(machines);
        assertThat(spec.get("backoffLimitPerIndex")).as("nobody plays again").isEqualTo(0);
        for (int index = 0; index < 3; index++) {
            Ran ran =
                    run(
                            LEAVES,
                            command,
                            Map.of(
                                    "JOB_COMPLETION_INDEX",
                                    Integer.toString(index),
                                    "RUN",
                                    "tuesday",
                                    "MEET",
                                    MOMENT,
                                    "REHEARSE_PARTS",
                                    folder.resolve("reports").toString()));

            assertThat(ran.code()).as(ran.said()).isZero();
            assertThat(folder.resolve("reports/tuesday/machine-" + (index + 1))).isDirectory();
            assertThat(Files.readAllLines(folder.resolve("arguments")).getLast())
                    .contains(
                            "-Drehearsal.machine=%d -Drehearsal.machines=%s "
                                    .formatted(index + 1, machines),
                            "-Drehearsal.run=tuesday -Drehearsal.meet=" + MOMENT,
                            "-Drehearsal=wave2 -Dtarget=https://");
        }
    }

    @Test
    void tokensComeFromASecretAndNoTwoPodsShareANode() throws Exception {
        Map<?, ?> spec = map(yaml(JOB), "spec");
        Map<?, ?> pod = map(map(spec, "template"), "spec");

        assertThat(list(container(spec), "env"))
                .filteredOn(env ->
                        ((Map<?, ?>) env).get("name") instanceof String name
                                && name.endsWith("_TOKEN"))
                .hasSize(2)
                .allSatisfy(env ->
                        assertThat(
                                        map(map((Map<?, ?>) env, "valueFrom"), "secretKeyRef")
                                                .get("name"))
                                .isEqualTo("rempart-rehearsal"));
        Map<?, ?> apart =
                (Map<?, ?>)
                        list(
                                        map(map(pod, "affinity"), "podAntiAffinity"),
                                        "requiredDuringSchedulingIgnoredDuringExecution")
                                .getFirst();
        assertThat(apart.get("topologyKey")).isEqualTo("kubernetes.io/hostname");
        assertThat(map(map(apart, "labelSelector"), "matchLabels"))
                .isEqualTo(
                        Map.of(
                                "app",
                                Objects.requireNonNull(
                                        map(map(map(spec, "template"), "metadata"), "labels")
                                                .get("app"))));
    }

    @Test
    void theMergeReadsWhatThePodsLeftAndEndsWithItsCode() throws Exception {
        Ran ran =
                run(
                        LEAVES + "echo '(Exit value: 1)'; exit 1\n",
                        command(container(map(yaml(MERGE), "spec"))),
                        Map.of(
                                "RUN",
                                "tuesday",
                                "REHEARSE_PARTS",
                                folder.resolve("reports").toString()));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(arguments())
                .endsWith("-Drehearsal=all -Drehearsal.merge=" + folder.resolve("reports/tuesday"));
        assertThat(folder.resolve("reports/merged/tuesday/wave2/verdict.json")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {JOB, MERGE})
    void bothSeeTheSameVolumeAndNeedNoRights(String file) throws Exception {
        Map<?, ?> spec = map(yaml(file), "spec");
        Map<?, ?> pod = map(map(spec, "template"), "spec");

        assertThat(pod.get("restartPolicy")).isEqualTo("Never");
        assertThat(map(pod, "securityContext").get("runAsNonRoot")).isEqualTo(true);
        assertThat(pod.get("automountServiceAccountToken")).isEqualTo(false);
        assertThat(list(pod, "volumes").toString()).contains("claimName=rempart-reports");
        assertThat(list(container(spec), "volumeMounts").toString()).contains("mountPath=/reports");
    }

    @ParameterizedTest
    @ValueSource(strings = {PART, JOB, MERGE, "infra/README.md"})
    void everySettingIsOneThatTheReadmeExplains(String file) throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher settings =
                Pattern.compile("-D([a-z][a-z.-]*)=").matcher(Files.readString(ROOT.resolve(file)));

        assertThat(settings.results().map(found -> "-D" + found.group(1)).toList())
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(readme).contains("`" + setting + "`"));
        assertThat(Files.isExecutable(ROOT.resolve(PART))).isTrue();
    }

    private Path root() {
        return folder.resolve("root");
    }

    private String arguments() throws IOException {
        return Files.readString(folder.resolve("arguments")).strip();
    }

    private Ran part(String maven, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", PART));
        command.addAll(List.of(arguments));
        return run(maven, command, Map.of());
    }

    /// Runs a command in a copy of what it needs of this repository.
    private Ran run(String maven, List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        for (String script : List.of(PART, REHEARSE)) {
            Path copy = root().resolve(script);
            Files.createDirectories(copy.getParent());
            if (!Files.exists(copy)) {
                Files.copy(ROOT.resolve(script), copy);
            }
        }
        Path mvn = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\n" + maven + "\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(root().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("PATH", mvn.getParent() + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(folder.resolve("said")));
    }

    private static List<String> command(Map<?, ?> container) {
        Object arguments = container.get("args");
        return Stream.concat(
                        list(container, "command").stream(),
                        arguments instanceof List<?> given ? given.stream() : Stream.empty())
                .map(Object::toString)
                .toList();
    }

    private static Map<?, ?> container(Map<?, ?> spec) {
        return (Map<?, ?>) list(map(map(spec, "template"), "spec"), "containers").getFirst();
    }

    private static Map<?, ?> yaml(String file) throws IOException {
        Load load = new Load(LoadSettings.builder().setLabel(file).build());
        Map<?, ?> job = (Map<?, ?>) load.loadFromString(Files.readString(ROOT.resolve(file)));
        assertThat(job.get("apiVersion")).isEqualTo("batch/v1");
        assertThat(job.get("kind")).isEqualTo("Job");
        return job;
    }

    private static Map<?, ?> map(Map<?, ?> map, String key) {
        return (Map<?, ?>) Objects.requireNonNull(map.get(key), key);
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return (List<?>) Objects.requireNonNull(map.get(key), key);
    }
}
