package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

final class TargetTest {
    private static final URI HERE = URI.create("http://127.0.0.1:8080");
    private static final Secret TOKEN = new Secret("a-token");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://127.255.255.255:1",
                "http://127.0.0.1",
                "http://10.0.0.0",
                "http://10.255.255.255:65535",
                "http://172.16.0.0",
                "http://172.31.255.255",
                "http://192.168.0.0",
                "http://192.168.255.255",
                "http://[fc00::]",
                "http://[fdff:ffff::1]:8080",
                "https://petition.example.org",
                "https://petition.example.org:8443",
                "https://192.0.2.1",
                "https://[2001:db8::1]"
            })
    void aNearAddressOrOneWithACertificateIsATarget(String side) {
        assertThat(new Target(URI.create(side), HERE, TOKEN, TOKEN).toString())
                .doesNotContain("a-token");
        assertThat(Side.of(" " + side)).isEqualTo(URI.create(side));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://126.255.255.255:8080",
                "http://128.0.0.1:8080",
                "http://9.255.255.255",
                "http://11.0.0.0",
                "http://172.15.255.255",
                "http://172.32.0.0",
                "http://192.167.255.255",
                "http://192.169.0.0",
                "http://169.254.0.1",
                "http://[fbff::1]",
                "http://[fe00::1]",
                "http://[::1]",
                "http://[::ffff:192.0.2.1]",
                "http://127.0.0.256:8080",
                "http://127.1",
                "http://2130706433",
                "http://0x7f.0.0.1",
                "http://localhost:8080",
                "http://127.0.0.1.example.org:8080",
                "http://example.org:8080",
                "http://127.0.0.1:8080/",
                "http://127.0.0.1:8080/petitions/demo",
                "http://127.0.0.1:8080?x",
                "http://127.0.0.1:8080#x",
                "https://example.org/",
                "https://127.0.0.1@example.org",
                "https://user:secret@example.org",
                "https://example.org:0",
                "https://example.org:65536",
                "https://",
                "https:example.org",
                "ftp://127.0.0.1:21",
                "127.0.0.1:8080",
                "//127.0.0.1:8080"
            })
    void nothingElseIs(String side) {
        assertThatThrownBy(() -> Side.of(side))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void neitherSideIsAnythingElse() {
        URI elsewhere = URI.create("http://192.0.2.1:8080");

        assertThatThrownBy(() -> new Target(elsewhere, HERE, TOKEN, TOKEN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Target(HERE, elsewhere, TOKEN, TOKEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoUrlIsNotRepeated() {
        assertThatThrownBy(() -> Side.of("https://user:secret@exa mple.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1, 127.0.0.1, 80",
        "https://127.0.0.1, 127.0.0.1, 443",
        "http://[fd00::1]:8080, fd00::1, 8080"
    })
    void itsPortIsThatOfItsScheme(String side, String host, int port) {
        assertThat(Side.host(URI.create(side))).isEqualTo(host);
        assertThat(Side.port(URI.create(side))).isEqualTo(port);
    }

    @Test
    void aMissingJarIsNamed(@TempDir Path folder) {
        Path jar = folder.resolve("gateway.jar");

        assertThatThrownBy(() -> GatewayProcess.start(jar, folder, TOKEN, TOKEN, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(jar.toString());
    }
}
