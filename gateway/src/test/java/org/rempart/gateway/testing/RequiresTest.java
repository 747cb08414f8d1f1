package org.rempart.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class RequiresTest {
    @TempDir private Path folder;

    private final List<String> terminal = new ArrayList<>();

    @Test
    void aCommandIsFoundInAnyFolderOfThePath() throws IOException {
        Path command = Files.createFile(folder.resolve("node"));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        String path = folder.resolve("absent") + File.pathSeparator + folder;

        assertThat(requires(Map.of("PATH", path)).onPath("node")).isEqualTo(command);
    }

    @Test
    void aMissingCommandSkipsTheTestAndSaysWhatToInstall() {
        assertThatThrownBy(() -> requires(Map.of("PATH", folder.toString())).onPath("node"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("apt-get install nodejs");
        assertThatThrownBy(() -> requires(Map.of()).onPath("chromium"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("apt-get install chromium");
        assertThat(terminal)
                .containsExactly(
                        "Skipped: There is no node on the PATH;"
                                + " on Debian, `apt-get install nodejs` brings it.",
                        "Skipped: There is no chromium on the PATH;"
                                + " on Debian, `apt-get install chromium` brings it.");
    }

    @Test
    void aFileThatCannotBeRunIsNoCommand() throws IOException {
        Files.createFile(folder.resolve("node"));
        Files.createDirectory(folder.resolve("npm"));
        Requires requires = requires(Map.of("PATH", folder.toString()));

        assertThatThrownBy(() -> requires.onPath("node")).isInstanceOf(TestAbortedException.class);
        assertThatThrownBy(() -> requires.onPath("npm")).isInstanceOf(TestAbortedException.class);
    }

    @Test
    void aMissingCommandFailsTheTestWhereCiIsTrue() {
        Map<String, String> environment = Map.of("PATH", folder.toString(), "CI", "true");

        assertThatThrownBy(() -> requires(environment).onPath("node"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("apt-get install nodejs");
    }

    private Requires requires(Map<String, String> environment) {
        return new Requires(environment, terminal::add);
    }
}
