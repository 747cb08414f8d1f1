package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

final class TargetTest {
    private static final URI HERE = URI.create("http://127.0.0.1:8080");
    private static final Secret TOKEN = new Secret("a-token");

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://127.255.255.255:1"})
    void theLoopbackIsATarget(String side) {
        assertThat(new Target(URI.create(side), HERE, TOKEN, TOKEN).toString())
                .doesNotContain("a-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://128.0.0.1:8080",
                "http://126.255.255.255:8080",
                "http://127.0.0.256:8080",
                "http://localhost:8080",
                "http://127.0.0.1.example.org:8080",
                "http://example.org:8080",
                "https://127.0.0.1:8080",
                "http://127.0.0.1",
                "http://127.0.0.1:8080/petitions/demo",
                "http://127.0.0.1:8080?x",
                "//127.0.0.1:8080"
            })
    void nothingElseIs(String side) {
        assertThatThrownBy(() -> new Target(URI.create(side), HERE, TOKEN, TOKEN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Target(HERE, URI.create(side), TOKEN, TOKEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingJarIsNamed(@TempDir Path folder) {
        Path jar = folder.resolve("gateway.jar");

        assertThatThrownBy(() -> GatewayProcess.start(jar, folder, TOKEN, TOKEN, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(jar.toString());
    }
}
