package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;

class CanonicalBase64Test extends CanonicalForm {
    @Test
    void theHonestSolutionThatAllOthersVaryIsAccepted() {
        accepted(HONEST);
    }

    @Test
    void base64WithWhiteSpaceIsForged() {
        String payload = HONEST.payload();
        for (String space : List.of(" ", "\n", "\r\n", "\t", "\0")) {
            refusedPayload(space + payload);
            refusedPayload(payload + space);
            refusedPayload(payload.substring(0, 76) + space + payload.substring(76));
            refusedPayload(payload.substring(0, 76) + space.repeat(4) + payload.substring(76));
            refusedPayload(payload + space.repeat(4));
        }
    }

    @Test
    void unpaddedBase64IsForged() {
        for (String json : List.of(jsonWithTook("1"), jsonWithTook("12"), jsonWithTook("123"))) {
            String payload = SolvedPayload.base64(json);
            acceptedPayload(payload);
            if (payload.endsWith("=")) {
                refusedPayload(payload.replace("=", ""));
                refusedPayload(payload.substring(0, payload.length() - 1));
            }
            refusedPayload(payload + "=");
            refusedPayload(payload + "==");
            refusedPayload(payload + "====");
        }
    }

    @Test
    void aLastGroupThatStartsWithinTheOneBeforeIsForged() {
        // whole groups up to `...37`, then `M30=`, whose first half is the end of the last group
        int more = Math.floorMod(1 - jsonWithTook("37").length(), 3);
        String open = jsonWithTook("1".repeat(more) + "37").replace("}", "");
        String payload = SolvedPayload.base64(open) + "0=";
        assertThat(
                        new String(
                                Base64.getDecoder().decode(payload.substring(payload.length() - 4)),
                                US_ASCII))
                .isEqualTo("3}");
        refusedPayload(payload);
    }

    @Test
    void bitsLeftOverByThePaddingAreForged() {
        String one = payloadThatEndsWith("Q==");
        String two = payloadThatEndsWith("0=");
        for (String other :
                List.of(
                        one.replace("Q==", "R=="),
                        one.replace("Q==", "f=="),
                        two.replace("0=", "1="),
                        two.replace("0=", "3="))) {
            assertThat(Base64.getDecoder().decode(other))
                    .isIn(Base64.getDecoder().decode(one), Base64.getDecoder().decode(two));
            refusedPayload(other);
        }
    }

    @Test
    void theUrlSafeAlphabetIsForged() {
        // the `?` of the salt becomes a `/` where it is the third of three bytes
        String payload =
                LongStream.of(7, 77, 777)
                        .mapToObj(number -> SolvedPayload.of(KEY, number, SALT).payload())
                        .filter(base64 -> base64.contains("/"))
                        .findFirst()
                        .orElseThrow();
        acceptedPayload(payload);
        refusedPayload(payload.replace('/', '_'));
    }

    @Test
    void charactersThatOnlyLookLikeBase64WhenCutToAByteAreForged() {
        String payload = HONEST.payload();
        refusedPayload((char) (payload.charAt(0) + 0x100) + payload.substring(1));
        refusedPayload(
                payload.substring(0, 8) + (char) (payload.charAt(8) + 0x80) + payload.substring(9));
    }

    @Test
    void aPayloadMayReachItsLimitAndNotPassIt() {
        int most = PostedSolution.PAYLOAD_CHARS_MAX;
        int mostBytes = most / 4 * 3;
        assertThat(honestOfBytes(mostBytes)).hasSize(most);
        acceptedPayload(honestOfBytes(mostBytes - 1));
        acceptedPayload(honestOfBytes(mostBytes));
        refusedPayload(honestOfBytes(mostBytes + 1));
        refusedPayload(honestOfBytes(mostBytes) + "=");
        refusedPayload("A".repeat(most + 1));
        refusedPayload("A".repeat(10_000_000));
    }

    private static String payloadThatEndsWith(String end) {
        return List.of("1", "12", "123").stream()
                .map(took -> SolvedPayload.base64(jsonWithTook(took)))
                .filter(payload -> payload.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    /// As long as it has to be by its salt and its `took`, each within its own limit.
    private static String honestOfBytes(int jsonBytes) {
        String longest = SALT + "p=" + "x".repeat(PostedSolution.SALT_BYTES_MAX - 47) + "&";
        SolvedPayload posted = SolvedPayload.of(KEY, 10_000_000, longest);
        int tookChars = jsonBytes - posted.json().replace("1234.5", "").length();
        int decimals = tookChars - PostedSolution.TOOK_DIGITS_MAX - 1;
        assertThat(decimals).isBetween(1, PostedSolution.TOOK_DECIMALS_MAX);
        String took = "1".repeat(PostedSolution.TOOK_DIGITS_MAX) + "." + "1".repeat(decimals);
        return SolvedPayload.base64(posted.json().replace("1234.5", took));
    }
}
