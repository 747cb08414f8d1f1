package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

class CanonicalJsonTest extends CanonicalForm {
    @Test
    void theHonestSolutionThatAllOthersVaryIsAccepted() {
        accepted(HONEST);
    }

    @Test
    void unknownFieldsAreForged() {
        refusedJson(HONEST.json().replace("}", ",\"worker\":true}"));
        refusedJson(HONEST.json().replace("{", "{\"\":0,"));
        refusedJson(HONEST.json().replace("}", ",\"maxnumber\":500000}"));
        refusedJson(HONEST.json().replace("\"took\"", "\"Took\""));
    }

    @Test
    void testModeIsForged() {
        refusedJson("{\"challenge\":null,\"solution\":null,\"test\":true}");
        refusedJson(HONEST.json().replace("}", ",\"test\":true}"));
        refusedJson(HONEST.json().replace("\"took\":1234.5", "\"test\":true"));
    }

    @Test
    void aFieldThatComesTwiceIsForged() {
        for (String field : fields()) {
            List<String> twice = new ArrayList<>(fields());
            twice.add(field);
            refusedJson(object(twice));
        }
    }

    @Test
    void aMissingFieldIsForgedUnlessItIsTook() {
        for (String field : fields()) {
            List<String> rest = new ArrayList<>(fields());
            rest.remove(field);
            if (field.startsWith("\"took\"")) {
                acceptedPayload(SolvedPayload.base64(object(rest)));
            } else {
                refusedJson(object(rest));
            }
        }
    }

    @Test
    void fieldsComeInAnyOrder() {
        List<String> fields = new ArrayList<>(fields());
        Random seeded = new Random(2020_11_18);
        for (int i = 0; i < 100; i++) {
            Collections.shuffle(fields, seeded);
            acceptedPayload(SolvedPayload.base64(object(fields)));
        }
    }

    @Test
    void whiteSpaceBetweenTokensIsForged() {
        String json = HONEST.json();
        for (String space : List.of(" ", "\n", "\t", "\r")) {
            refusedJson(space + json);
            refusedJson(json + space);
            for (String token : List.of("{", "}", ":", ",")) {
                refusedJson(json.replace(token, token + space + space));
                refusedJson(json.replace(token, space + token));
            }
        }
        refusedJson(json.replace("{", "{ "));
        refusedJson(json.replace(",", ",\n"));
        refusedJson(json.replace("SHA-256", " SHA-256"));
        refusedJson(json.replace("?expires", "? expires"));
    }

    @Test
    void oneSpaceAfterCommasAndColonsIsAccepted() {
        String json = HONEST.json();
        acceptedPayload(SolvedPayload.base64(json.replace(",", ", ").replace(":", ": ")));
        acceptedPayload(SolvedPayload.base64(json.replace(",", ", ")));
        acceptedPayload(SolvedPayload.base64(json.replace(":", ": ")));
    }

    @Test
    void escapesAreForged() {
        refusedJson(HONEST.json().replace("\"salt\"", "\"s\\u0061lt\""));
        refusedJson(HONEST.json().replace("?expires", "\\u003fexpires"));
        refusedJson(HONEST.json().replace("SHA-256", "SHA\\u002d256"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{",
                "}",
                "{,}",
                "\"\"",
                "{\"algorithm\"",
                "{\"algorithm\":\"SHA-256\"",
                "{\"number\":1",
                "{\"took\":1.",
                "{\"salt\":\"",
                "{\"signature\":\"00",
                "{\"challenge\":\"00"
            })
    void whatIsNoSolutionAtAllIsForged(String json) {
        refusedPayload(SolvedPayload.base64(json));
    }

    @Test
    void everyTruncationIsForged() {
        String json = HONEST.json();
        for (int length = 0; length < json.length(); length++) {
            refusedJson(json.substring(0, length));
        }
        refusedJson(json + "}");
        refusedJson(json + "\0");
        refusedJson(json.replace("}", ",}"));
    }

    @ParameterizedTest
    @CsvSource({"SHA-1", "SHA-512", "sha-256", "SHA-256x", "PBKDF2/SHA-256"})
    void anotherAlgorithmIsForged(String algorithm) {
        refusedJson(HONEST.json().replace("SHA-256", algorithm));
    }

    @Test
    void upperCaseHexIsForged() {
        String upper = HONEST.challenge().toUpperCase(Locale.ROOT);
        refused(HONEST.withChallenge(upper));
        refused(HONEST.withChallenge(upper).withSignature(SolvedPayload.hmacHex(KEY, upper)));
        refused(HONEST.withSignature(HONEST.signature().toUpperCase(Locale.ROOT)));
    }

    @Test
    void digestsOfAnotherLengthAreForged() {
        String challenge = HONEST.challenge();
        for (String other :
                List.of("", challenge.substring(2), challenge.substring(1), challenge + "00")) {
            refused(HONEST.withChallenge(other));
            refused(HONEST.withChallenge(other).withSignature(SolvedPayload.hmacHex(KEY, other)));
            refused(HONEST.withSignature(other));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456",
                "+123456",
                "-123456",
                "-0",
                "123456.0",
                "123456.",
                "1.23456e5",
                "123456e0",
                "\"123456\"",
                "0x1e240",
                "123456L",
                "null",
                "true",
                "[123456]"
            })
    void aNumberWrittenOtherwiseIsForged(String number) {
        refused(HONEST.withNumber(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "1234",
                "0.1",
                "1234.5",
                "12.0",
                "0.000001",
                "9999999999999999",
                "9999999999999999.999999999999999999999999"
            })
    void tookIsAnyPlainDecimal(String took) {
        acceptedPayload(SolvedPayload.base64(jsonWithTook(took)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "01",
                "00",
                ".5",
                "1.",
                "1e3",
                "1.5E3",
                "\"1\"",
                "null",
                "true",
                "NaN",
                "1.2.3",
                "10000000000000000",
                "0.1234567890123456789012345"
            })
    void tookIsNothingElse(String took) {
        refusedJson(jsonWithTook(took));
    }

    @Test
    void noByteOfTheJsonCanBeAnotherButInTook() {
        byte[] honest = HONEST.json().getBytes(ISO_8859_1);
        int tookFrom = HONEST.json().indexOf("1234.5");
        for (int at = 0; at < honest.length; at++) {
            boolean inTook = at >= tookFrom && at < honest.length - 1;
            for (int other = 0; other < 256; other++) {
                byte[] mutated = honest.clone();
                mutated[at] = (byte) other;
                Verification verification =
                        verifier.verify(Base64.getEncoder().encodeToString(mutated));
                if (verification instanceof Verification.Solved) {
                    assertThat(inTook || Arrays.equals(mutated, honest))
                            .as("byte %d as %d", at, other)
                            .isTrue();
                }
            }
        }
    }

    private static List<String> fields() {
        String json = HONEST.json();
        return List.of(json.substring(1, json.length() - 1).split(",", -1));
    }

    private static String object(List<String> fields) {
        return "{" + String.join(",", fields) + "}";
    }
}
