package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;

/// Maven hands on what it is told to, and says nothing of a `-D` that it does not know: a key that
/// is missing there could be given, and would change nothing.
final class KeysTest {
    /// Where reports go is Maven's to say.
    private static final String NOT_OF_OPERATORS = "report.dir";

    static Set<String> keys() {
        Given given = Given.of();
        Settings.of(given, new Random(1));
        Rehearsals.of(given);
        return given.known();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isHandedOnByMavenAndExplained(String key) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String readme = Files.readString(Path.of("..", "README.md"));

        assertThat(pom).contains("<argument>" + key + "=${");
        if (!key.equals(NOT_OF_OPERATORS)) {
            assertThat(pom)
                    .contains("<argument>%s=${%s}</argument>".formatted(key, key))
                    .containsPattern("<\\Q%s\\E/?>".formatted(key));
            assertThat(readme).contains("-D" + key);
        }
    }
}
