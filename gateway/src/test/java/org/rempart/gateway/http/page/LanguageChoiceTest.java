package org.rempart.gateway.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.http.page.Language.EN;
import static org.rempart.gateway.http.page.Language.FR;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanguageChoiceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr | FR",
                "FR | FR",
                "fr-CA | FR",
                "en-GB,en;q=0.9 | EN",
                "fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7 | FR",
                "en;q=0.5, fr;q=0.8 | FR",
                "en;q=0.8, fr;q=0.8 | EN",
                "fr;q=0.8, en;q=0.8 | FR",
                "de, fr;q=0.1 | FR",
                "fr ; q = 0.9 , en;q=0.2 | FR",
                "fr;Q=1.000, en;q=0.999 | FR",
                "* | EN",
                "de | EN",
                "frr | EN",
                "fr;q=0 | EN",
                "fr;q=2 | EN",
                "fr;q=0.1234 | EN",
                "fr;q= | EN",
                "fr;q=NaN | EN",
                "fr;level=1 | EN",
                "en-, ;, ,, q=1, fr | EN",
                ";;;,,,--- | EN",
            })
    void theBestRangeOfTheHeaderDecides(String header, Language expected) {
        assertThat(LanguageChoice.of(header, null)).isEqualTo(new LanguageChoice(expected, false));
    }

    @Test
    void withoutAHeaderItIsEnglish() {
        assertThat(LanguageChoice.of(null, null)).isEqualTo(new LanguageChoice(EN, false));
        assertThat(LanguageChoice.of("", null)).isEqualTo(new LanguageChoice(EN, false));
    }

    @Test
    void theParameterOverridesTheHeader() {
        assertThat(LanguageChoice.of("en", "fr")).isEqualTo(new LanguageChoice(FR, true));
        assertThat(LanguageChoice.of("fr", "en")).isEqualTo(new LanguageChoice(EN, true));
    }

    @Test
    void anUnknownParameterIsPassedOver() {
        assertThat(LanguageChoice.of("fr", "de")).isEqualTo(new LanguageChoice(FR, false));
        assertThat(LanguageChoice.of("fr", "")).isEqualTo(new LanguageChoice(FR, false));
    }

    @Test
    void nothingIsReadBeyondTheBound() {
        String filled = "de,".repeat(LanguageChoice.HEADER_CHARACTERS_MAX).substring(0, 254);

        assertThat(LanguageChoice.of(filled.substring(2) + ",fr", null).language()).isEqualTo(FR);
        assertThat(LanguageChoice.of(filled + ",fr", null).language()).isEqualTo(EN);
    }
}
