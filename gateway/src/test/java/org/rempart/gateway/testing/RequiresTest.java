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
import java.util.Map;

class RequiresTest {
    @TempDir private Path folder;

    @Test
    void aCommandIsFoundInAnyFolderOfThePath() throws IOException {
        Path command = Files.createFile(folder.resolve("node"));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        String path = folder.resolve("absent") + File.pathSeparator + folder;

        assertThat(new Requires(Map.of("PATH", path)).onPath("node")).isEqualTo(command);
    }

    @Test
    void aMissingCommandSkipsTheTestAndSaysWhatToInstall() {
        assertThatThrownBy(() -> new Requires(Map.of("PATH", folder.toString())).onPath("node"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("apt-get install nodejs");
        assertThatThrownBy(() -> new Requires(Map.of()).onPath("chromium"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("apt-get install chromium");
    }

    @Test
    void aFileThatCannotBeRunIsNoCommand() throws IOException {
        Files.createFile(folder.resolve("node"));
        Files.createDirectory(folder.resolve("npm"));
        Requires requires = new Requires(Map.of("PATH", folder.toString()));

        assertThatThrownBy(() -> requires.onPath("node")).isInstanceOf(TestAbortedException.class);
        assertThatThrownBy(() -> requires.onPath("npm")).isInstanceOf(TestAbortedException.class);
    }

    @Test
    void aMissingCommandFailsTheTestWhereCiIsTrue() {
        Map<String, String> environment = Map.of("PATH", folder.toString(), "CI", "true");

        assertThatThrownBy(() -> new Requires(environment).onPath("node"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("apt-get install nodejs");
    }
}
