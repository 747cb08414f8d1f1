package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

final class ConsentCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONCE = "AAECAwQFBgcICQoLDA0ODw";
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");

    /// Made with `printf 'AAECAwQFBgcICQoLDA0ODw\n20000\n2026-11-21T08:00:00Z' | openssl dgst
    /// -sha256 -hmac a-token`.
    private static final String SIGNATURE =
            "45e6ca97b33e4904f0b1a3a7417f77dd78dbf4887f5f815f5d5bb22bfcaebd14";

    private final ConsentCheck check =
            new ConsentCheck(new Secret("a-token"), 2_000, Duration.ofMinutes(2));

    @Test
    void aSignedConsentIsGranted() throws Exception {
        assertThat(decide(consent(), NOW))
                .isEqualTo(new Consent.Granted(20_000, Instant.parse("2026-11-21T08:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"maximum_rate\":20001}",
                "{\"until\":\"2026-11-21T09:00:00Z\"}",
                "{\"nonce\":\"AAECAwQFBgcICQoLDA0ODx\"}",
                "{\"signature\":\"00\"}",
                "{\"signature\":null}",
                "{\"maximum_rate\":\"20000\"}",
                "{\"maximum_rate\":20000.5}",
                "{\"until\":null}",
                "{\"nonce\":null}"
            })
    void aConsentChangedAnywhereIsRefused(String change) throws Exception {
        JsonNode changed = JSON.readerForUpdating(consent()).readTree(change);

        assertThat(decide(changed, NOW)).isInstanceOf(Consent.Refused.class);
    }

    @Test
    void anAnswerThatIsNoObjectIsRefused() throws Exception {
        assertThat(decide(JSON.readTree("[]"), NOW)).isInstanceOf(Consent.Refused.class);
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(new Secret("a-token").toString()).doesNotContain("a-token");
    }

    @Test
    void itHasToCoverTheWholeRun() throws Exception {
        Instant latest = Instant.parse("2026-11-21T07:58:00Z");

        assertThat(decide(consent(), latest.minusSeconds(1))).isInstanceOf(Consent.Granted.class);
        assertThat(decide(consent(), latest)).isInstanceOf(Consent.Granted.class);
        assertThat(decide(consent(), latest.plusSeconds(1))).isInstanceOf(Consent.Refused.class);
    }

    @Test
    void itHasToCoverTheRate() throws Exception {
        assertThat(ask(19_999)).isInstanceOf(Consent.Granted.class);
        assertThat(ask(20_000)).isInstanceOf(Consent.Granted.class);
        assertThat(ask(20_001)).isInstanceOf(Consent.Refused.class);
    }

    private static Consent ask(int rate) throws Exception {
        return new ConsentCheck(new Secret("a-token"), rate, Duration.ofMinutes(2))
                .decide(consent(), NONCE, NOW);
    }

    private Consent decide(JsonNode answer, Instant now) {
        return check.decide(answer, NONCE, now);
    }

    private static ObjectNode consent() throws Exception {
        return (ObjectNode)
                JSON.readTree(
                        """
                        {"nonce":"%s","maximum_rate":20000,"until":"2026-11-21T08:00:00Z",
                         "signature":"%s"}
                        """
                                .formatted(NONCE, SIGNATURE));
    }
}
