package org.rempart.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Runs its seeds in every build; with `JAZZER_FUZZ=1` and one method named it looks for others.
class ValuesFuzzTest {
    private static final int SENTENCE_CHARS_MAX = 200;
    private static final Duration DAY = Duration.ofDays(1);

    /// What is read; nothing when it is refused, with a sentence that holds whatever was written.
    private static <T> Optional<T> read(Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).hasSizeBetween(1, SENTENCE_CHARS_MAX);
            return Optional.empty();
        }
    }

    static Stream<String> allowances() {
        return Stream.of(
                "20/s burst 400",
                "60/10m burst 60",
                "10000/s burst 1000000",
                "1/1d burst 1",
                "1/0s burst 1",
                "1/999999999d burst 107",
                "999999999/999999999d burst 999999999",
                "0/s burst 0");
    }

    @MethodSource("allowances")
    @FuzzTest(maxDuration = "1m")
    void anAllowanceThatIsReadIsOneThatCanBeKept(@NotNull String text) {
        read(Values.allowance(), text)
                .ifPresent(allowance -> {
                    assertThat(allowance.burst()).isBetween(1, 1_000_000);
                    assertThat(allowance.perSecond()).isPositive().isLessThanOrEqualTo(10_000);
                    assertThat(allowance.burst() / allowance.perSecond())
                            .isLessThanOrEqualTo(DAY.toSeconds() * (1 + 1e-12));
                });
    }

    static Stream<String> amounts() {
        return Stream.of(
                "1", "-1", "+7", "1h", "999999999d", "1ms", "0s", "1KiB", "999999999GiB", "1 MiB");
    }

    @MethodSource("amounts")
    @FuzzTest(maxDuration = "1m")
    void anAmountThatIsReadIsWithinItsBounds(@NotNull String text) {
        read(Values.wholeNumber(-5, 5), text)
                .ifPresent(number -> assertThat(number).isBetween(-5L, 5L));
        read(Values.duration(Duration.ofMillis(1), DAY), text)
                .ifPresent(time -> assertThat(time).isBetween(Duration.ofMillis(1), DAY));
        read(Values.bytes(1 << 10, 1L << 40), text)
                .ifPresent(bytes -> assertThat(bytes).isBetween(1L << 10, 1L << 40));
    }

    static Stream<String> lists() {
        return Stream.of(
                "10.0.0.0/8, ::1/128",
                " ,,",
                "192.0.2.0/24=10,AS64500=10",
                "::ffff:10.0.0.0/104=1",
                "AS1=0,1.1.1.1/33=5",
                "\u001f");
    }

    @MethodSource("lists")
    @FuzzTest(maxDuration = "1m")
    void aListThatIsReadHasNothingElseInIt(@NotNull String text) {
        read(Values.cidrs(), text).ifPresent(blocks -> assertOnly(blocks, text, "[0-9A-Fa-f:./]+"));
        read(Values.largerBudgets(), text)
                .ifPresent(blocks -> assertOnly(blocks, text, "[0-9A-FSa-f:./]+=[0-9]+"));
    }

    private static void assertOnly(List<String> parts, String text, String shape) {
        assertThat(parts).allMatch(part -> part.matches(shape) && text.contains(part));
        assertThat(text.chars().filter(c -> c != ',' && !Character.isWhitespace(c)).count())
                .isEqualTo(parts.stream().mapToInt(String::length).sum());
    }

    static Stream<String> texts() {
        return Stream.of(
                "true",
                "https://petition.example",
                "http://[::1]:80/a?b",
                "http:///",
                "sixteen characters or more",
                "/dev/null",
                "a\0b");
    }

    @MethodSource("texts")
    @FuzzTest(maxDuration = "1m")
    void otherTextIsReadOrRefusedWithASentence(@NotNull String text) {
        read(Values.yesOrNo(), text);
        read(Values.text(10), text).ifPresent(read -> assertThat(read).hasSizeBetween(1, 10));
        read(Values.token(), text)
                .ifPresent(token -> assertThat(token).matches("[!-~]+").hasSizeBetween(16, 256));
        read(Values.webAddress(), text)
                .ifPresent(address -> assertThat(address.getHost()).isNotEmpty());
        read(Values.file(), text);
    }
}
