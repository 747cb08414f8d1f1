package org.rempart.gateway.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.petition.PetitionState;

final class PetitionViewTest {
    @Test
    void blankLinesPartTheParagraphs() {
        assertThat(withBackground("one\ntwo\n\nthree\r\n \r\n\r\nfour\n").paragraphs())
                .containsExactly("one\ntwo", "three", "four");
    }

    @Test
    void nothingButBlankLinesIsNoParagraph() {
        assertThat(withBackground(" \n\n \n").paragraphs()).isEmpty();
    }

    private static PetitionView withBackground(String background) {
        return new PetitionView("demo", "Act", background, PetitionState.OPEN, 0, null, null, null);
    }
}
