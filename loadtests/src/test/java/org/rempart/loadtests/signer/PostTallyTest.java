package org.rempart.loadtests.signer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class PostTallyTest {
    private final PostTally tally = new PostTally();

    @Test
    void aWhileIsWhatWasAnsweredAfterItsBeginAndDueBeforeItsEnd() {
        long before = System.nanoTime();
        tally.answered(before, before, "201");
        tally.begin();
        long during = System.nanoTime();
        tally.answered(before, during, "202");
        tally.answered(during, during, "503 overloaded");
        tally.end();
        long after = System.nanoTime();
        tally.answered(during, after, "202");
        tally.answered(after + 1, after + 2, "201");

        assertThat(tally.during()).isEqualTo(Map.of("202", 2L, "503 overloaded", 1L));
        assertThat(tally.waitedDuring().count()).isEqualTo(3);
        assertThat(tally.all()).isEqualTo(Map.of("201", 2L, "202", 2L, "503 overloaded", 1L));
    }
}
