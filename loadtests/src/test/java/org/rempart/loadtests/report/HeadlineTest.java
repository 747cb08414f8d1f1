package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.verdict.Verdict;

final class HeadlineTest {
    @Test
    void aGreenOneSaysWhatWasHeldAgainst() throws Exception {
        assertThat(Headline.of(Verdicts.workers()))
                .isEqualTo(
                        "The gateway held against 218 servers that forge signatures and do the work"
                                + " for each: every signature it acknowledged is there exactly"
                                + " once, and 877 of 877 genuine signers got through.");
    }

    @Test
    void anUntrueCountIsSaidBeforeAllElse() {
        assertThat(Headline.of(Verdicts.hostile())).startsWith("The count cannot be trusted");
    }

    @Test
    void aRunThatIsNotValidProvesNothing() {
        assertThat(Headline.of(Verdicts.crash()))
                .startsWith("This run proves nothing about the gateway");
    }

    @Test
    void eachIsOneSentence() throws Exception {
        for (Verdict verdict : Verdicts.all()) {
            assertThat(Headline.of(verdict)).endsWith(".").doesNotContain(". ", "\n");
        }
    }
}
