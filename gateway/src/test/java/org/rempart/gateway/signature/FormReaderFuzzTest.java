package org.rempart.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// Runs its seeds in every build; with `JAZZER_FUZZ=1` and one method named it looks for others.
class FormReaderFuzzTest {
    private final FormReader reader = new FormReader();

    static Stream<byte[]> jsonBodies() {
        return Stream.of(
                        "{}",
                        "",
                        "{\"name\":\"\\u00e9\\uD83D\\uDE00\",\"email\":\"a@b.co\",\"country\":null,"
                                + "\"consent\":true,\"public\":false,\"altcha\":\"eyJ9\"}",
                        "{\"x\":[{\"y\":[1,-2.5e3,null]}],\"postcode\":\"1\"} ",
                        "{\"name\":\"\\uD800\\u0000\",\"name\":1",
                        "{\"x\":" + "[".repeat(500))
                .map(body -> body.getBytes(UTF_8));
    }

    static Stream<byte[]> formBodies() {
        return Stream.of(
                        "",
                        "name=%C3%A9+x&email=a%40b.co&consent=on&public=0&altcha=e%3D",
                        "name=\u00e9&&=&x&postcode==%2B",
                        "name=%ff%00&name=%4")
                .map(body -> body.getBytes(UTF_8));
    }

    @MethodSource("jsonBodies")
    @FuzzTest(maxDuration = "1m")
    void whateverJsonHoldsIsAnsweredAndWhatIsReadIsText(byte @NotNull [] body) {
        assertSound(body, "application/json");
    }

    @MethodSource("formBodies")
    @FuzzTest(maxDuration = "1m")
    void whateverFormDataHoldsIsAnsweredAndWhatIsReadIsText(byte @NotNull [] body) {
        assertSound(body, "application/x-www-form-urlencoded");
    }

    private void assertSound(byte[] body, String type) {
        switch (reader.read(body, type)) {
            case FormRead.Read(SignatureForm form) -> {
                assertThat(body.length).isLessThanOrEqualTo(FormReader.BODY_BYTES_MAX);
                assertText(form.name(), body);
                assertText(form.email(), body);
                assertText(form.country(), body);
                assertText(form.postcode(), body);
                assertText(form.altcha(), body);
                assertChecked(SignatureRules.check(form));
            }
            case FormRead.Malformed(String why) -> assertThat(why).hasSizeBetween(1, 100);
            case FormRead.Unsupported() -> throw new AssertionError("of a type that is supported");
        }
    }

    private static void assertText(@Nullable String value, byte[] body) {
        if (value != null) {
            byte[] octets = value.getBytes(UTF_8);
            assertThat(new String(octets, UTF_8)).isEqualTo(value).doesNotContain("\0");
            assertThat(octets.length).isLessThanOrEqualTo(body.length);
        }
    }

    private static void assertChecked(SignatureCheck check) {
        switch (check) {
            case SignatureCheck.Valid(Signature signature) -> {
                String name = signature.name();
                assertThat(name.codePointCount(0, name.length())).isBetween(1, 200);
                assertThat("=+-@").doesNotContain(name.substring(0, 1));
                assertThat(name.chars()).noneMatch(Character::isISOControl);
                assertThat(PersonName.displayed(name)).isEqualTo(name);
                assertThat(PersonName.folded(signature.foldedName()))
                        .isEqualTo(signature.foldedName());
            }
            case SignatureCheck.Invalid invalid -> assertThat(invalid.errors()).isNotEmpty();
        }
    }
}
