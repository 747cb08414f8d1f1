package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.loadtests.verdict.Limits;

import java.nio.file.Files;
import java.nio.file.Path;

final class GivenTest {
    private enum Way {
        OVER,
        UNDER
    }

    @Test
    void whatIsNotGivenOrEmptyIsWhatItWouldBeOtherwise() {
        Given given = Given.of("number=", "text= ");

        assertThat(given.number("number", 7, 1, 9)).isEqualTo(7);
        assertThat(given.text("text", "words")).isEqualTo("words");
        assertThat(given.flag("flag", true)).isTrue();
        assertThat(given.choice("way", Way.UNDER)).isEqualTo(Way.UNDER);
        assertThat(given.wholeNumber("seed")).isEmpty();
    }

    @Test
    void whatIsGivenIsRead() {
        Given given = Given.of("number=8", "text=a=b", "flag=false", "way=over", "seed=-7");

        assertThat(given.number("number", 7, 1, 9)).isEqualTo(8);
        assertThat(given.text("text", "words")).isEqualTo("a=b");
        assertThat(given.flag("flag", true)).isFalse();
        assertThat(given.choice("way", Way.UNDER)).isEqualTo(Way.OVER);
        assertThat(given.wholeNumber("seed")).hasValue(-7);
    }

    @Test
    void theLaterOfTwoValuesHolds() {
        assertThat(Given.of("number=1", "number=2").number("number", 7, 1, 9)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "45000"})
    void aNumberAtItsLimitIsTaken(String value) {
        assertThat(Given.of("rate=" + value).number("rate", 20, 10, 45_000))
                .isEqualTo(Integer.parseInt(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "45001", "-1", "fast", "1e3", "99999999999"})
    void aNumberBeyondItIsNamed(String value) {
        assertThatThrownBy(() -> Given.of("rate=" + value).number("rate", 20, 10, 45_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate has to be a number from 10 to 45000, not " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999999999999", "0", "999999999999999999"})
    void aWholeNumberHasUpToEighteenDigits(String value) {
        assertThat(Given.of("seed=" + value).wholeNumber("seed")).hasValue(Long.parseLong(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000000", "soon", "--1", "1.5"})
    void whatIsNoWholeNumberIsNamed(String value) {
        assertThatThrownBy(() -> Given.of("seed=" + value).wholeNumber("seed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seed has to be a whole number, not " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1"})
    void aFlagIsTrueOrFalse(String value) {
        assertThatThrownBy(() -> Given.of("flag=" + value).flag("flag", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("flag has to be true or false, not " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"through", "OVER"})
    void aChoiceIsOneOfThoseThereAre(String value) {
        assertThatThrownBy(() -> Given.of("way=" + value).choice("way", Way.OVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("way has to be one of over, under, not " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flood", "=flood", ""})
    void whatHasNoKeyIsRefused(String argument) {
        assertThatThrownBy(() -> Given.of(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not of the form key=value: " + argument);
    }

    @Test
    void whatNobodyReadIsNamed() {
        Given given = Given.of("flood.rate=7", "flood.rat=7", "crash.kill=");
        given.number("flood.rate", 7, 1, 9);

        assertThatThrownBy(given::nothingElse)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such setting: [crash.kill, flood.rat]");
    }

    @Test
    void whatWasReadIsKnownAlthoughItWasEmptyOrNotGiven() {
        Given given = Given.of("rehearsal=", "rehearsal.short=", "flood.rate=");
        given.number("flood.rate", 7, 1, 9);
        given.number("crash.kills", 7, 1, 9);

        given.nothingElse();
    }

    @Test
    void aKeyHasOneOwner() {
        Given given = Given.of();
        given.flag("apart", false);

        assertThatThrownBy(() -> given.flag("apart", false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("apart");
    }

    @Test
    void severalRehearsalsAreNamedInTheirOrder() {
        assertThat(Given.of("rehearsal=flood, spike").names()).containsExactly("flood", "spike");
        assertThat(Given.of("rehearsal=").names()).isEmpty();
    }

    @Test
    void whoNamesNoRehearsalGetsShortForms() {
        assertThat(Given.of().brief()).isTrue();
        assertThat(Given.of("rehearsal.short=false").brief()).isFalse();
        assertThat(Given.of("rehearsal=crash").brief()).isFalse();
        assertThat(Given.of("rehearsal=crash", "rehearsal.short=true").brief()).isTrue();
    }

    @Test
    void aShortFormIsAskedForByTrue() {
        assertThatThrownBy(() -> Given.of("rehearsal.short=yes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rehearsal.short");
    }

    @Test
    void rehearsalsAreHeldToTheFileThatIsNamed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("limits.yaml");
        Files.writeString(file, "abort-on-fail: true\nflood:\n  wait-ratio: 2.5\n");
        Given given = Given.of("rehearsal.limits=" + file);

        assertThat(given.limits("flood").waitRatio()).isEqualTo(2.5);
        assertThat(given.limits("slow")).isEqualTo(Limits.FIRST_CUT);
        assertThat(given.abortOnFail()).isTrue();
        assertThat(Given.of().limits("flood")).isEqualTo(Limits.FIRST_CUT);
        assertThat(Given.of().abortOnFail()).isFalse();
    }

    @Test
    void theCommandWinsOverTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("limits.yaml");
        Files.writeString(file, "abort-on-fail: true\n");

        assertThat(Given.of("rehearsal.limits=" + file, "rehearsal.abort-on-fail=false"))
                .returns(false, Given::abortOnFail);
        assertThat(Given.of("rehearsal.abort-on-fail=true").abortOnFail()).isTrue();
        assertThatThrownBy(() -> Given.of("rehearsal.abort-on-fail=yes"))
                .hasMessageContaining("rehearsal.abort-on-fail has to be true or false");
    }
}
