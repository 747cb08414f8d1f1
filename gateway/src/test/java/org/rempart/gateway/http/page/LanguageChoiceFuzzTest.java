package org.rempart.gateway.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// Runs its seeds in every build; with `JAZZER_FUZZ=1` and one method named it looks for others.
class LanguageChoiceFuzzTest {
    static Stream<String> headers() {
        return Stream.of(
                "",
                "fr-CA, fr;q=0.9, en;q=0.8",
                ";q=,*;q=9e9,fr-",
                "en;q=1.0000,fr;q=.5",
                ",,;;==");
    }

    @MethodSource("headers")
    @FuzzTest(maxDuration = "1m")
    void rubbishGetsALanguageAndWhatWasAskedForOnThePageStands(@NotNull String rubbish) {
        LanguageChoice choice = LanguageChoice.of(rubbish, null);
        assertThat(choice.asked()).isFalse();
        assertThat(LanguageChoice.of(rubbish, rubbish).language()).isNotNull();
        assertThat(LanguageChoice.of(rubbish, "fr"))
                .isEqualTo(new LanguageChoice(Language.FR, true));
        // nothing stands before what comes first with the highest quality
        if (rubbish.length() < LanguageChoice.HEADER_CHARACTERS_MAX / 2) {
            assertThat(LanguageChoice.of("fr," + rubbish, null).language()).isEqualTo(Language.FR);
        }
    }
}
