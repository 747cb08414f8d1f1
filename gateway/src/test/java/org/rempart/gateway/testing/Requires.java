package org.rempart.gateway.testing;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What a test needs of the machine it runs on. Where it is missing the test is skipped, with a
/// sentence that says what to install; where the environment has `CI=true` it fails instead, so
/// that nothing is left untried unnoticed.
public final class Requires {
    /// Debian's packages that are not named after their command.
    private static final Map<String, String> PACKAGES =
            Map.of("node", "nodejs", "cc", "gcc libc6-dev");

    private static final Pattern PATH_SEPARATOR = Pattern.compile(File.pathSeparator);

    private final Map<String, String> environment;
    private final Consumer<String> terminal;

    Requires(Map<String, String> environment, Consumer<String> terminal) {
        this.environment = environment;
        this.terminal = terminal;
    }

    /// The executable of that name on the `PATH`.
    ///
    /// @throws org.opentest4j.TestAbortedException when there is none
    /// @throws AssertionError instead, when `CI` is `true`
    public static Path command(String name) {
        return new Requires(System.getenv(), System.err::println).onPath(name);
    }

    /// Something else than a command.
    ///
    /// @param there whether it is there
    /// @param sentence what is missing, and what to install
    /// @throws org.opentest4j.TestAbortedException when it is not
    /// @throws AssertionError instead, when `CI` is `true`
    public static void that(boolean there, String sentence) {
        if (!there) {
            new Requires(System.getenv(), System.err::println).missing(sentence);
        }
    }

    Path onPath(String name) {
        return PATH_SEPARATOR
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() ->
                        missing(
                                "There is no %s on the PATH; on Debian, `apt-get install %s` brings it."
                                        .formatted(name, PACKAGES.getOrDefault(name, name))));
    }

    private Path missing(String sentence) {
        if ("true".equals(environment.get("CI"))) {
            return Assertions.fail(sentence);
        }
        // the reports keep the reason of a skipped test to themselves
        terminal.accept("Skipped: " + sentence);
        return Assumptions.abort(sentence);
    }
}
