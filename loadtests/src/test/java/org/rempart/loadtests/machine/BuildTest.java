package org.rempart.loadtests.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

final class BuildTest {
    @TempDir Path folder;

    private Path copy(String name, String content) throws Exception {
        Path root = Files.createDirectories(folder.resolve(name).resolve("org"));
        Files.writeString(root.resolve("One.class"), "one");
        Files.writeString(root.resolve("Other.class"), content);
        return folder.resolve(name);
    }

    @Test
    void whatConsistsOfTheSameIsTheSameBuildWhereverItIs() throws Exception {
        assertThat(Build.of(copy("here", "other"))).isEqualTo(Build.of(copy("there", "other")));
    }

    @Test
    void anotherByteOrAnotherNameIsAnotherBuild() throws Exception {
        Path one = copy("one", "other");
        Path renamed = copy("renamed", "other");
        Files.move(renamed.resolve("org/Other.class"), renamed.resolve("org/Others.class"));

        assertThat(Build.of(one))
                .isNotEqualTo(Build.of(copy("changed", "Other")))
                .isNotEqualTo(Build.of(renamed));
    }

    @Test
    void thisOneIsKnown() {
        assertThat(Build.of(Build.class)).matches("[0-9a-f]{12}");
    }
}
