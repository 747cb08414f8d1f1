package org.rempart.loadtests.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

final class LimitsFileTest {
    private static final int MUTATIONS = 20_000;

    @TempDir private Path folder;

    private static LimitsFile limits(String text) {
        return LimitsFile.of("mine.yaml", text);
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void whatIsShippedNamesEveryLimit(Limit limit) {
        assertThat(LimitsFile.shipped().of("any", limit)).isPositive();
    }

    @Test
    void theReadmeShowsWhatIsShipped() throws Exception {
        String shown = shipped().strip().indent(4).replaceAll("(?m)^ +$", "");

        assertThat(Files.readString(Path.of("..", "README.md"))).contains(shown);
    }

    @Test
    void aFileNeedsToSayOnlyWhatDiffers() {
        LimitsFile limits = limits("defaults:\n  wait-ratio: 4\nflood:\n  wait-ratio: 2.5\n");

        assertThat(limits.of("flood", Limit.WAIT_RATIO)).isEqualTo(2.5);
        assertThat(limits.of("slow", Limit.WAIT_RATIO)).isEqualTo(4);
        assertThat(limits.of("slow", Limit.WAIT_RATIO_PACED)).isEqualTo(3);
        assertThat(limits.abortOnFail()).isFalse();
    }

    @Test
    void aSectionWinsOverDefaultsWhicheverFileItStandsIn() {
        assertThat(LimitsFile.shipped().of("soak", Limit.WAIT_RATIO)).isEqualTo(1.5);
        assertThat(limits("defaults: {wait-ratio: 4}").of("soak", Limit.WAIT_RATIO)).isEqualTo(1.5);
        assertThat(limits("soak: {wait-ratio: 4}").of("soak", Limit.WAIT_RATIO)).isEqualTo(4);
    }

    @Test
    void aRunCanBeToldToEndAtTheFirstFailure() {
        assertThat(limits("abort-on-fail: true").abortOnFail()).isTrue();
        assertThat(limits("abort-on-fail: false").abortOnFail()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "flood:\n", "flood: {}\n", "\ufeff"})
    void whoSaysNothingGetsWhatIsShipped(String text) {
        assertThat(limits(text).of("flood", Limit.WAIT_RATIO)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void aLimitHoldsAtItsEndsAndNotBeyond(Limit limit) {
        assertThat(given(limit, limit.least() + "")).isEqualTo(limit.least());
        assertThat(given(limit, limit.most() + "")).isEqualTo(limit.most());
        assertThat(given(limit, limit.most() + ".000000")).isEqualTo(limit.most());
        for (String beyond :
                new String[] {
                    limit.least() == 0 ? "-0.000001" : limit.least() - 1 + ".999999",
                    limit.most() + ".000001",
                    limit.most() + 1 + ""
                }) {
            assertThatThrownBy(() -> given(limit, beyond))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "mine.yaml, line 2: %s has to be a number from %d to %d, not %s"
                                    .formatted(limit.key(), limit.least(), limit.most(), beyond));
        }
    }

    private static double given(Limit limit, String value) {
        return limits("%s:\n  %s: %s\n".formatted(limit.section(), limit.key(), value))
                .of(limit.section(), limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fast",
                "\"2\"",
                "'2'",
                "1e1",
                ".inf",
                ".nan",
                "0x2",
                "2s",
                "1_0",
                "[2]",
                "{a: 2}",
                "!!float 2",
                "|\n    2",
                "*a",
                "1.0000001",
                "1000000000",
                "٢",
                ""
            })
    void anythingElseThanANumberIsNamedWithItsLine(String value) {
        assertThatThrownBy(() -> limits("# mine\nflood:\n  wait-ratio: " + value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mine.yaml, line 3: ");
    }

    @Test
    void anUnknownKeyIsNamedWithItsLine() {
        assertThatThrownBy(() -> limits("flood:\n  wait-ration: 2\n"))
                .hasMessageStartingWith(
                        "mine.yaml, line 2: no limit of flood is called wait-ration; there are: success-rate,");
        assertThatThrownBy(() -> limits("\nwait-ratio: 2\n"))
                .hasMessage(
                        "mine.yaml, line 2: wait-ratio is neither abort-on-fail nor a section of limits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flood", "defaults"})
    void aLimitOfOneRehearsalIsNoneOfOthers(String section) {
        assertThat(limits("slow: {life-s: 3}").of("slow", Limit.LIFE_S)).isEqualTo(3);
        assertThatThrownBy(() -> limits(section + ":\n  life-s: 3\n"))
                .hasMessageMatching(
                        "mine.yaml, line 2: no limit of %s is called life-s; there are: success-rate,.*time-floor-s"
                                .formatted(section));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fload:\n  wait-ratio: 2\n", "fload:\n", "fload: {}\n"})
    void aSectionOfNoRehearsalIsNamedWithItsLine(String text) {
        LimitsFile limits = limits("defaults:\n" + text);

        assertThatThrownBy(() -> limits.onlyOf(Set.of("slow", "flood")))
                .hasMessageMatching(
                        "mine.yaml, line [23]: no rehearsal is called fload; there are: flood, slow");
        limits.onlyOf(Set.of("fload"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "\"true\"", "{}", "", "1", "[true]"})
    void abortOnFailIsTrueOrFalse(String value) {
        assertThatThrownBy(() -> limits("abort-on-fail: " + value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mine.yaml, line 1: abort-on-fail has to be ");
    }

    @Test
    void nothingStandsThereTwice() {
        assertThatThrownBy(() -> limits("flood: {wait-ratio: 2, wait-ratio: 3}"))
                .hasMessage("mine.yaml, line 1: wait-ratio stands there twice");
        assertThatThrownBy(() -> limits("flood:\n  wait-ratio: 2\nflood:\n"))
                .hasMessage("mine.yaml, line 3: flood stands there twice");
        assertThatThrownBy(() -> limits("--- {}\n--- {}\n"))
                .hasMessage("mine.yaml, line 2: one document is enough");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- flood",
                "flood",
                "flood: [",
                "? [a]\n: b",
                "\"\": {\"\": {}}",
                "flood: {defaults: {}}",
                "a: &a {b: *a}",
                "\tflood:",
                "flood: \u0000",
                "%YAML 9.9\n---\n"
            })
    void whatIsNotOfThisShapeIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> limits(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("mine.yaml")
                .hasLineCount(1)
                .hasSizeLessThan(300);
    }

    /// A parser that went down into it would need as much of a stack.
    @Test
    void noDepthOfNestingIsTooMuch() {
        for (String open : new String[] {"[", "{a: ", "{\"\": ", "- "}) {
            String deep = "flood: " + open.repeat(LimitsFile.BYTES_MAX / open.length() - 10);
            assertThatThrownBy(() -> limits(deep)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFileIsReadUpToItsBound() throws Exception {
        Path file = folder.resolve("mine.yaml");
        String text = "abort-on-fail: true\n#";
        Files.writeString(file, text + "x".repeat(LimitsFile.BYTES_MAX - text.length()));
        assertThat(LimitsFile.read(file).abortOnFail()).isTrue();

        Files.writeString(file, text + "x".repeat(LimitsFile.BYTES_MAX - text.length() + 1));
        assertThatThrownBy(() -> LimitsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " is larger than 65,536 bytes: these are no limits");
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        Path file = folder.resolve("mine.yaml");
        assertThatThrownBy(() -> LimitsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no limits can be read from " + file);
        assertThatThrownBy(() -> LimitsFile.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no limits can be read from " + folder);

        Files.write(file, new byte[] {'#', (byte) 0xff});
        assertThatThrownBy(() -> LimitsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " is no text in UTF-8");
    }

    /// Whatever somebody writes is taken, or refused in one sentence.
    @Test
    void whateverStandsThereIsTakenOrRefused() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet =
                ":-?{}[]&*!|>'\"%@`#, \n\t01.9trueabort-on-fail\u0000\u2028\ud83d\ude00\ufeff";
        for (int i = 0; i < MUTATIONS; i++) {
            StringBuilder text = new StringBuilder(shipped());
            text.setLength(random.nextInt(text.length()));
            for (int change = random.nextInt(6); change >= 0 && !text.isEmpty(); change--) {
                int at = random.nextInt(text.length());
                char with = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, with);
                    case 1 -> text.insert(at, with);
                    default -> text.deleteCharAt(at);
                }
            }
            assertThatCode(() -> takenOrRefused(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }

    private static void takenOrRefused(String text) {
        LimitsFile limits;
        try {
            limits = limits(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("mine.yaml");
            assertThat(e.getMessage()).hasLineCount(1);
            return;
        }
        for (Limit limit : Limit.values()) {
            assertThat(limits.of("soak", limit))
                    .isBetween((double) limit.least(), limit.most() + 0.0);
        }
    }

    private static String shipped() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LimitsFile.class.getResourceAsStream("limits.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
