package org.rempart.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import org.junit.jupiter.params.provider.MethodSource;

import java.net.URLEncoder;
import java.util.stream.Stream;

/// Runs its seeds in every build; with `JAZZER_FUZZ=1` and one method named it looks for others.
class DatabaseUrlFuzzTest {
    static Stream<String> addresses() {
        return Stream.of(
                "postgresql://user:secret@host:5432/name",
                "postgres://host/name",
                "postgresql://u:%zz@h/n",
                "postgresql://u:%@h/n?sslmode=%f",
                "postgresql://u@[::1]:1,b:65535,c/n?sslmode=require&application_name=a%20b",
                "postgresql://u:p@h:0/n",
                "postgresql://a@b@c/n?",
                "mysql://h/n");
    }

    @MethodSource("addresses")
    @FuzzTest(maxDuration = "1m")
    void whatIsNotAnAddressIsRefusedWithoutQuotingIt(@NotNull String text) {
        try {
            DatabaseUrl url = DatabaseUrl.parse(text);
            assertThat(url.hosts())
                    .isNotEmpty()
                    .allMatch(host -> host.port() >= 1 && host.port() <= 65_535)
                    .allMatch(host -> !host.name().isEmpty());
            assertThat(url.parameters().keySet()).isSubsetOf(DatabaseUrl.PARAMETERS);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("postgresql://user:password@host:port/name, ");
        }
    }

    static Stream<String> secrets() {
        return Stream.of("", "p@ss:w/rd?#%&=+ ", "\u00e9\uD83D\uDE00", "%41", "\0\n");
    }

    @MethodSource("secrets")
    @FuzzTest(maxDuration = "1m")
    void aPasswordThatIsEncodedReadsAsItWas(@NotNull String secret) {
        if (!new String(secret.getBytes(UTF_8), UTF_8).equals(secret)) {
            return; // lone surrogates: nobody can write them
        }
        String encoded = URLEncoder.encode(secret, UTF_8).replace("+", "%20");
        DatabaseUrl url = DatabaseUrl.parse("postgresql://me:" + encoded + "@host/name");
        assertThat(url.password()).isEqualTo(secret);
        assertThat(url).hasToString("host:5432/name");
    }
}
