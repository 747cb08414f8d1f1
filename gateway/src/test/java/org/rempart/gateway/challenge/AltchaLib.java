package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import org.rempart.gateway.testing.Requires;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// npm's `altcha-lib`, asked through `src/test/oracle/oracle.js`. It is installed below `target` at
/// its first use.
final class AltchaLib {
    private static final long ANSWER_S_MAX = 60;
    private static final long INSTALL_S_MAX = 300;
    private static final List<String> FILES =
            List.of(".npmrc", "package.json", "package-lock.json", "oracle.js");
    private static final Path BASE = Path.of(System.getProperty("basedir", ""));
    private static final Path SOURCE = BASE.resolve("src/test/oracle");

    private final Path node;
    private final Path folder;

    private AltchaLib(Path node, Path folder) {
        this.node = node;
        this.folder = folder;
    }

    /// Skips the test where Node.js or npm is missing.
    static AltchaLib installed() throws IOException, InterruptedException {
        Path node = Requires.command("node");
        Path npm = Requires.command("npm");
        Path folder = Files.createDirectories(BASE.resolve("target/oracle"));
        boolean current = isCurrent(folder);
        for (String file : FILES) {
            Files.copy(
                    SOURCE.resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (!current) {
            run(folder, INSTALL_S_MAX, npm.toString(), "ci");
        }
        return new AltchaLib(node, folder);
    }

    /// npm writes its own record of what it installed last.
    private static boolean isCurrent(Path folder) throws IOException {
        Path lock = folder.resolve("package-lock.json");
        return Files.exists(folder.resolve("node_modules/.package-lock.json"))
                && Files.exists(lock)
                && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) < 0;
    }

    /// A challenge as JSON.
    String create(String key, long maxNumber, long expiresS)
            throws IOException, InterruptedException {
        return ask("create", key, Long.toString(maxNumber), Long.toString(expiresS));
    }

    /// The payload that solves a challenge.
    String solve(String challengeJson) throws IOException, InterruptedException {
        return ask("solve", challengeJson);
    }

    boolean verify(String key, String payload) throws IOException, InterruptedException {
        return switch (ask("verify", key, payload)) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw new AssertionError("neither true nor false: " + other);
        };
    }

    private String ask(String question, String... details)
            throws IOException, InterruptedException {
        String[] command = new String[3 + details.length];
        command[0] = node.toString();
        command[1] = "oracle.js";
        command[2] = question;
        System.arraycopy(details, 0, command, 3, details.length);
        return run(folder, ANSWER_S_MAX, command);
    }

    private static String run(Path folder, long secondsMax, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        try {
            assertThat(process.waitFor(secondsMax, TimeUnit.SECONDS))
                    .as("%s has ended within %d s", command[0], secondsMax)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", String.join(" ", command), Files.readString(errors))
                    .isZero();
            return Files.readString(output);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
