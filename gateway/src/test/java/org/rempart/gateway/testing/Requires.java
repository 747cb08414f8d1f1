package org.rempart.gateway.testing;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// What a test needs of the machine it runs on. Where it is missing the test is skipped, with a
/// sentence that says what to install; where the environment has `CI=true` it fails instead, so
/// that nothing is left untried unnoticed.
public final class Requires {
    /// Debian's packages that are not named after their command.
    private static final Map<String, String> PACKAGES = Map.of("node", "nodejs");

    private static final Pattern PATH_SEPARATOR = Pattern.compile(File.pathSeparator);

    private final Map<String, String> environment;

    Requires(Map<String, String> environment) {
        this.environment = environment;
    }

    /// The executable of that name on the `PATH`.
    ///
    /// @throws org.opentest4j.TestAbortedException when there is none
    /// @throws AssertionError instead, when `CI` is `true`
    public static Path command(String name) {
        return new Requires(System.getenv()).onPath(name);
    }

    Path onPath(String name) {
        return PATH_SEPARATOR
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> missing(name));
    }

    private Path missing(String name) {
        String sentence =
                "There is no %s on the PATH; on Debian, `apt-get install %s` brings it."
                        .formatted(name, PACKAGES.getOrDefault(name, name));
        return "true".equals(environment.get("CI"))
                ? Assertions.fail(sentence)
                : Assumptions.abort(sentence);
    }
}
