package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// Whatever is posted, the verifier answers, and it answers what the rules written a second time
/// say: so nothing is accepted that is not canonical, signed and solved.
///
/// A plain test run tries the seeds. To search on from them, one method at a time:
///
///     JAZZER_FUZZ=1 mvn -pl gateway test -Dtest=SolutionFuzzTest#anyJson
class SolutionFuzzTest {
    private static final byte[] KEY = "example-hmac-secret".getBytes(US_ASCII);
    private static final long NOW_S = 1_893_455_400;
    private static final long CEILING = 32_000_000;
    private static final String SALT = "c0ffee00c0ffee00c0ffee00?expires=1893456000&";

    private static final ReferenceJudge REFERENCE = new ReferenceJudge(KEY, NOW_S, CEILING);
    private static final ChallengeVerifier VERIFIER =
            new ChallengeVerifier(
                    () -> ChallengeKeys.of(KEY, List.of()),
                    InstantSource.fixed(Instant.ofEpochSecond(NOW_S)),
                    CEILING,
                    Duration.ZERO);

    @MethodSource("payloads")
    @FuzzTest(maxDuration = "2m")
    void anyPayload(byte[] payload) {
        assertJudgedAlike(new String(payload, ISO_8859_1));
    }

    @MethodSource("objects")
    @FuzzTest(maxDuration = "2m")
    void anyJson(byte[] json) {
        assertJudgedAlike(Base64.getEncoder().encodeToString(json));
    }

    private static void assertJudgedAlike(String payload) {
        assertThat(ReferenceJudge.Judgement.of(VERIFIER.verify(payload)))
                .isEqualTo(REFERENCE.judge(payload));
    }

    static Stream<byte[]> payloads() {
        return objects().map(json -> Base64.getEncoder().encode(json));
    }

    static Stream<byte[]> objects() {
        SolvedPayload honest = SolvedPayload.of(KEY, 123_456, SALT);
        return Stream.of(
                        honest.json(),
                        honest.json().replace(",\"took\":1234.5", ""),
                        honest.json().replace("1234.5", "7"),
                        honest.json().replace(",", ", ").replace(":", ": "),
                        honest.withNumber("123457").json(),
                        honest.withNumber("32000001").json(),
                        honest.withSignature("0".repeat(64)).json(),
                        honest.withSalt(SALT + "1").withNumber("23456").json(),
                        SolvedPayload.of(KEY, 7, NOW_S).json(),
                        SolvedPayload.of(KEY, 7, SALT + "form=petition-42&").json(),
                        "{\"challenge\":null,\"solution\":null,\"test\":true}",
                        "{\"took\":1,\"number\":7",
                        "")
                .map(json -> json.getBytes(ISO_8859_1));
    }
}
