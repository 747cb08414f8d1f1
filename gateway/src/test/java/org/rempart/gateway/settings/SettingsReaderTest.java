package org.rempart.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

class SettingsReaderTest {
    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), text);
    }

    @Test
    void theDefaultsAreThoseOfTheContract() {
        Settings settings = SettingsReader.read(null, Map.of());
        assertThat(settings.http().host()).isEqualTo("0.0.0.0");
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.http().tls()).isNull();
        assertThat(settings.http().publicUrl()).isNull();
        assertThat(settings.operator().host()).isEqualTo("127.0.0.1");
        assertThat(settings.operator().port()).isEqualTo(8081);
        assertThat(settings.operator().token()).isNull();
        assertThat(settings.database()).isNull();
        assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
        assertThat(settings.source().trustedProxies()).isEmpty();
        assertThat(settings.source().proxyProtocol()).isFalse();
        assertThat(settings.challenge().base()).isEqualTo(500_000);
        assertThat(settings.challenge().ceiling()).isEqualTo(32_000_000);
        assertThat(settings.rehearsalToken()).isNull();
    }

    @Test
    void theFileIsReadInEitherNotation() throws IOException {
        Settings settings =
                SettingsReader.read(
                        file(
                                """
                                http:
                                  port: 9000
                                  public-url: https://petition.example
                                operator.port: 9001
                                source:
                                  trusted-proxies: [10.0.0.0/8, "fd00::/8"]
                                intake:
                                  deadline: 1500ms
                                """),
                        Map.of());
        assertThat(settings.http().port()).isEqualTo(9000);
        assertThat(settings.http().publicUrl()).hasToString("https://petition.example");
        assertThat(settings.operator().port()).isEqualTo(9001);
        assertThat(settings.source().trustedProxies()).containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(settings.intake().deadline()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void aVariableOverridesTheFile() throws IOException {
        Settings settings =
                SettingsReader.read(
                        file("http.port: 9000"),
                        Map.of(
                                "REMPART_HTTP_PORT", "9002",
                                "REMPART_HTTP_PUBLIC_URL", "https://a.example"));
        assertThat(settings.http().port()).isEqualTo(9002);
        assertThat(settings.http().publicUrl()).hasToString("https://a.example");
    }

    @Test
    void anUnknownKeyIsNamedWithItsFile() throws IOException {
        Path file = file("http:\n  prot: 9000");
        assertThatThrownBy(() -> SettingsReader.read(file, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.prot")
                .hasMessageContaining("settings.yaml");
    }

    @Test
    void anUnknownVariableOfOursIsNamedAndOthersAreLeftAlone() {
        assertThatThrownBy(() -> SettingsReader.read(null, Map.of("REMPART_HTTP_PROT", "9000")))
                .hasMessageContaining("REMPART_HTTP_PROT");
        SettingsReader.read(
                null, Map.of("REMPART_SERVICE_HOST", "10.0.0.1", "PATH", "/bin", "REMPART", "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "REMPART_HTTP_PORT, 65536, http.port",
        "REMPART_HTTP_PORT, -1, http.port",
        "REMPART_HTTP_PORT, eighty, http.port",
        "REMPART_CHALLENGE_BASE, 0, challenge.base",
        "REMPART_CHALLENGE_CEILING, 32000001, challenge.ceiling",
        "REMPART_SOURCE_PROXY_PROTOCOL, yes, source.proxy-protocol",
        "REMPART_SOURCE_TRUSTED_PROXIES, somewhere, source.trusted-proxies",
        "REMPART_SOURCE_LARGER_BUDGETS, 10.0.0.0/8, source.larger-budgets",
        "REMPART_SOURCE_LARGER_BUDGETS, somewhere=10, source.larger-budgets",
        "REMPART_SOURCE_ASN_DATABASE, /nowhere/asn.mmdb, source.asn-database",
        "REMPART_BUDGET_REQUESTS, 20/s, budget.requests",
        "REMPART_BUDGET_REQUESTS, 0/s burst 400, budget.requests",
        "REMPART_BUDGET_REQUESTS, 10001/s burst 400, budget.requests",
        "REMPART_BUDGET_REQUESTS, 20/0s burst 400, budget.requests",
        "REMPART_BUDGET_REQUESTS, 20/s burst 0, budget.requests",
        "REMPART_BUDGET_REQUESTS, 10000/s burst 1000001, budget.requests",
        "REMPART_BUDGET_CONNECTIONS, twenty, budget.connections",
        "REMPART_BUDGET_CHALLENGES, 600/10m, budget.challenges",
        "REMPART_BUDGET_FAILED_WORK, 100 burst 100, budget.failed-work",
        "REMPART_BUDGET_SIGNATURES, 1/d burst 2, budget.signatures",
        "REMPART_BUDGET_HELD_SIGNATURES, 1/10w burst 1, budget.held-signatures",
        "REMPART_BUDGET_ABANDONED_WAITS, 6/10m burst, budget.abandoned-waits",
        "REMPART_INTAKE_DEADLINE, 2, intake.deadline",
        "REMPART_INTAKE_DEADLINE, 9ms, intake.deadline",
        "REMPART_HTTP_PUBLIC_URL, petition.example, http.public-url",
        "REMPART_HTTP_TLS_KEY, /nowhere/key.pem, http.tls.key"
    })
    void aValueOutOfItsRangeIsNamedWithItsKeyAndItsSource(
            String variable, String value, String key) {
        assertThatThrownBy(() -> SettingsReader.read(null, Map.of(variable, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(key + " (" + variable + "): \"" + value + "\" must be ");
    }

    @ParameterizedTest
    @CsvSource({
        "20/s burst 400, 20, 400",
        "60/10m burst 60, 0.1, 60",
        "1/d burst 1, 0.000011574074, 1",
        "10000/s burst 1000000, 10000, 1000000",
        "5/500ms burst 1, 10, 1"
    })
    void aBudgetIsARateAndABurst(String text, double perSecond, int burst) {
        Settings.Allowance allowance =
                SettingsReader.read(null, Map.of("REMPART_BUDGET_REQUESTS", text))
                        .budgets()
                        .requests();
        assertThat(allowance.perSecond()).isCloseTo(perSecond, within(1e-9));
        assertThat(allowance.burst()).isEqualTo(burst);
    }

    @Test
    void theBoundsThemselvesAreTaken() {
        assertThat(SettingsReader.read(null, Map.of("REMPART_HTTP_PORT", "65535")).http().port())
                .isEqualTo(65_535);
        assertThat(
                        SettingsReader.read(null, Map.of("REMPART_INTAKE_DEADLINE", "10ms"))
                                .intake()
                                .deadline())
                .isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void aSecretIsNeverRepeated() {
        assertThatThrownBy(() ->
                        SettingsReader.read(null, Map.of("REMPART_OPERATOR_TOKEN", "hunter2")))
                .hasMessageContaining("operator.token")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() ->
                        SettingsReader.read(
                                null, Map.of("REMPART_DATABASE_URL", "mysql://u:hunter2@h/d")))
                .hasMessageContaining("database.url")
                .hasMessageNotContaining("hunter2");
        Settings settings =
                SettingsReader.read(
                        null,
                        Map.of(
                                "REMPART_OPERATOR_TOKEN", "a-token-of-some-length",
                                "REMPART_DATABASE_URL", "postgresql://u:hunter2@h/d"));
        assertThat(settings.toString()).doesNotContain("hunter2", "a-token-of-some-length");
    }

    @Test
    void theBaseIsNotAboveTheCeiling() {
        assertThatThrownBy(() ->
                        SettingsReader.read(null, Map.of("REMPART_CHALLENGE_CEILING", "1000")))
                .hasMessageContaining("challenge.base")
                .hasMessageContaining("challenge.ceiling");
    }

    @Test
    void certificateAndKeyComeTogether() throws IOException {
        Path certificate = Files.writeString(folder.resolve("cert.pem"), "x");
        assertThatThrownBy(() ->
                        SettingsReader.read(
                                null,
                                Map.of("REMPART_HTTP_TLS_CERTIFICATE", certificate.toString())))
                .hasMessageContaining("http.tls.key");
    }

    @Test
    void whatIsNotAFileOfKeysIsSaidToBe() throws IOException {
        Path list = file("- a\n- b");
        assertThatThrownBy(() -> SettingsReader.read(list, Map.of()))
                .isInstanceOf(SettingsException.class);
        Path broken = file("http: [");
        assertThatThrownBy(() -> SettingsReader.read(broken, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("not YAML");
        assertThatThrownBy(() -> SettingsReader.read(folder.resolve("nowhere"), Map.of()))
                .hasMessageContaining("cannot read");
    }
}
